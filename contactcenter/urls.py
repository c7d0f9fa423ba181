"""Every address of the house. Language in the path for residents; staff pages follow the person's own language."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from cases import api_urls as cases_api
from cases.views import pop
from contactcenter import api_docs, errors, health, metrics, styleguide
from contactcenter.messages.report_views import report
from districts import api_urls as districts_api
from knowledge import api_urls as knowledge_api
from knowledge import sitemap
from knowledge.picture_views import picture
from knowledge.public_views import to_best_language
from telephony import machine_urls
from telephony.public import api_urls as callbacks_api

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler429 = errors.too_many_requests  # allauth's, not Django's
handler500 = errors.server_error

urlpatterns = [
    path("", to_best_language, name="to-best-language"),
    path("sitemap.xml", sitemap.sitemap_of_pages, name="sitemap"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path(
        "api/v1/",
        include(
            (
                [
                    *districts_api.urlpatterns,
                    *knowledge_api.urlpatterns,
                    *cases_api.urlpatterns,
                    *machine_urls.api_urlpatterns,
                    *callbacks_api.urlpatterns,
                ],
                "api",
            )
        ),
    ),
    path("api/v1/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/v1/docs/", api_docs.page, name="api-docs"),
    path("accounts/", include("contactcenter.accounts.urls")),
    path("people/", include("districts.people.urls")),
    path("district/", include("districts.urls")),
    path("audit/", include("contactcenter.log_review.urls")),
    path("desk/callbacks/", include("cases.callback_urls")),
    path("desk/", include("cases.urls")),
    path("desk/articles/", include("knowledge.desk_urls")),
    path("desk/messages/", include("contactcenter.messages.urls")),
    path("desk/styleguide/", styleguide.page, name="styleguide"),
    path("queues/", include("telephony.urls")),
    path("editor/", include("knowledge.urls")),
    path("telephony/webhooks/46elks-sms/<str:token>/", report, name="message-report"),
    path("pop/", pop.screen_pop, name="pop"),
    path("telephony/", include("telephony.machine_urls")),
    path("pictures/<slug:digest>.webp", picture, name="picture"),
]
urlpatterns += i18n_patterns(
    path("", include("knowledge.public_urls")),
    path("", include("districts.public_urls")),
    path("callback/", include("telephony.public.urls")),
)
