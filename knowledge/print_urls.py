"""Printed matter, below the district that it is about."""

from django.urls import path

from knowledge import print_views

app_name = "print"
urlpatterns = [
    path("", print_views.printed_matter, name="matter"),
    path("sheet.pdf", print_views.reception_sheet, name="sheet"),
    path("brochure.pdf", print_views.folded_brochure, name="brochure"),
]
