"""A review as a file for a spreadsheet: every look-up with each decision that was ever taken on it, one line each."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from contactcenter.log_review.export import cell
from contactcenter.log_review.models import Decision, ReviewItem
from contactcenter.spreadsheets import BYTE_ORDER_MARK


def write(items: Iterable[ReviewItem]) -> bytes:
    """Write the file in the active language; items as reviews.items() answers them."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")  # what a Swedish spreadsheet expects
    writer.writerow(cell(heading) for heading in headings())
    for item in items:
        decisions: list[Decision | None] = [*item.decisions.all()]
        for decision in decisions or [None]:
            writer.writerow(cell(value) for value in [*_facts(item), *_decided(decision)])
    return (BYTE_ORDER_MARK + file.getvalue()).encode()


def headings() -> list[str]:
    about_look_up = [_("No."), _("When"), _("Who"), _("Contact"), _("On whom"), _("How")]
    why = [_("What for"), _("Answer"), _("Why it was picked")]
    return [*about_look_up, *why, _("Assessment"), _("Comment"), _("Assessed by"), _("Assessed at")]


def _facts(item: ReviewItem) -> list[Any]:
    return [
        item.number,
        _moment(item.at),
        item.agent,
        item.contact_code,
        item.subject,
        item.get_method_display(),
        item.get_purpose_display(),
        item.get_outcome_display(),
        ", ".join(item.reason_names),
    ]


def _decided(decision: Decision | None) -> list[Any]:
    if decision is None:
        return [""] * 4
    return [
        decision.get_verdict_display(),
        decision.comment,
        decision.by,
        _moment(decision.at),
    ]


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M:%S}"
