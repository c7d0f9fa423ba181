"""An extract as a file for a spreadsheet. No cell can become a formula there."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from contactcenter.log_review.export import cell
from contactcenter.log_review.extracts import Look, Wanted
from contactcenter.spreadsheets import BYTE_ORDER_MARK


def write(wanted: Wanted, looks: Sequence[Look], *, at: datetime) -> bytes:
    """Write the extract in the active language; what it is about stands in every line, so that files can be told apart."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")  # what a Swedish spreadsheet expects
    writer.writerow(
        [_("Reference"), _("Made on"), _("When"), _("Who"), _("Unit"), _("Why"), _("Answer")]
    )
    made_on = f"{timezone.localtime(at):%Y-%m-%d}"
    for look in looks:
        moment = f"{timezone.localtime(look.at):%Y-%m-%d %H:%M:%S}"
        values = [wanted.reference, made_on, moment, look.who, look.unit, look.why, look.answer]
        writer.writerow(cell(value) for value in values)
    return (BYTE_ORDER_MARK + file.getvalue()).encode()
