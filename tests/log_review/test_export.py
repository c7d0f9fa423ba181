"""No cell of a copy becomes a formula in a spreadsheet, and a long copy needs no more memory than a short one."""

import csv
import io

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from contactcenter.audit import events
from contactcenter.audit.models import AuditEvent
from contactcenter.log_review import export
from contactcenter.spreadsheets import BYTE_ORDER_MARK


@pytest.mark.parametrize("text", ["=1+1", "+46", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1"])
def test_text_that_would_be_reckoned_with_is_quoted(text):
    assert export.cell(text) == f"'{text}"


@pytest.mark.parametrize("value", ["Järva", "08-465 004 00", "", "a=1"])
def test_other_text_stays(value):
    assert export.cell(value) == value


@given(st.text())
def test_no_cell_begins_like_a_formula(text):
    assert not export.cell(text).startswith(("=", "+", "-", "@", "\t", "\r", "\0", " "))


@given(st.dictionaries(st.text(), st.text()))
def test_no_details_begin_like_a_formula(details):
    assert not export.cell(details).startswith(("=", "+", "-", "@", "\t", "\r", "\0", " "))


@pytest.mark.django_db
def test_copy_goes_on_where_a_batch_ends(monkeypatch):
    monkeypatch.setattr(export, "BATCH", 2)
    for _ in range(5):
        events.record(None, "line.opened", at=timezone.now())

    text = "".join(export.lines(AuditEvent.objects.newest_first(), below=5))

    rows = csv.DictReader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK)), delimiter=";")
    assert [row["position"] for row in rows] == ["4", "3", "2", "1"]
