"""/editor/: where the knowledge is written, checked and published."""

from django.urls import include, path

from knowledge.views import exchange

app_name = "editor"
urlpatterns = [
    path("", include("knowledge.article_urls")),
    path("", include("knowledge.inbox_urls")),
    path("", include("knowledge.search_urls")),
    path("norms/", include("knowledge.norm_urls")),
    path("guides/", include("knowledge.guide_urls")),
    # Files out and in
    path("exchange/", exchange.exchange, name="exchange"),
    path("exchange/file/", exchange.take_out, name="export"),
    path("exchange/in/", exchange.hand_in, name="hand-in"),
    path("exchange/in/<int:pk>/", exchange.handed_in, name="import"),
    path("exchange/in/<int:pk>/take/", exchange.take_in, name="take-in"),
    path("exchange/in/<int:pk>/drop/", exchange.drop, name="drop-import"),
]
