"""Residents' pages; the language stands before them in the path."""

from django.urls import include, path

from knowledge import glossary_views, norm_views, public_views, search_views

urlpatterns = [
    path("", public_views.front, name="front"),
    path("faq/", include("knowledge.faq_urls")),
    path("guides/", include("knowledge.guide_public_urls")),
    path("districts/<slug:slug>/print/", include("knowledge.print_urls")),
    path("norm/", norm_views.norm, name="norm"),
    path("search/", search_views.search_page, name="search"),
    path("words/", glossary_views.words, name="words"),
    path("urgent/", public_views.urgent_help, name="urgent-help"),
    path("contact/", public_views.ways_to_reach_us, name="ways-to-reach-us"),
    path("minority-languages/", public_views.minority_languages, name="minority-languages"),
    path("accessibility/", public_views.accessibility, name="accessibility"),
    path("privacy/", public_views.privacy, name="privacy"),
]
