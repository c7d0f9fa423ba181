"""/desk/news/"""

from django.urls import path

from cases.views import news

app_name = "news"
urlpatterns = [
    path("", news.item_list, name="list"),
    path("new/", news.create, name="create"),
    path("<int:pk>/", news.item_page, name="item"),
    path("<int:pk>/read/", news.mark_read, name="mark-read"),
    path("<int:pk>/change/", news.change, name="change"),
    path("<int:pk>/end/", news.end, name="end"),
    path("<int:pk>/readers/", news.readers, name="readers"),
]
