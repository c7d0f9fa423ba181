from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from districts import hours_editing, line_hours
from districts.phone_hours import Interval, Mode, PhoneHours, Week

pytestmark = pytest.mark.django_db

CLOSED = ((),) * 7
FIRST = PhoneHours(weeks=(Week(date(2026, 1, 1), ((Interval(510, 570),), *CLOSED[1:])),))
SECOND = PhoneHours(mode=Mode.ALWAYS)
QUERIES = 9


def address(line, name="history", *args):
    return reverse(f"district:{name}", args=[line.unit.district.slug, line.slug, *args])


def save(line, *versions, by):
    line.refresh_from_db()
    for number, hours in enumerate(versions, start=line.revision):
        hours_editing.save(line, hours, revision=number, by=by, at=timezone.now())


def stored(line):
    line.refresh_from_db()
    return line_hours.of(line, at=timezone.now())


def test_the_history_says_who_changed_what(admin_client, admin, line):
    save(line, FIRST, SECOND, by=admin)

    page = admin_client.get(address(line)).content.decode()

    assert page.count("Ada</strong>") == 2
    assert "Around the clock, every day" in page
    assert "Monday, from 1 January 2026" in page


def test_the_history_asks_the_same_number_of_queries_for_1_change_and_for_30(
    admin_client, admin, line, django_assert_num_queries
):
    url = address(line)
    save(line, FIRST, by=admin)
    admin_client.get(url)
    with django_assert_num_queries(QUERIES):
        admin_client.get(url)
    save(line, *[SECOND, FIRST] * 15, by=admin)

    with django_assert_num_queries(QUERIES):
        page = admin_client.get(url).content.decode()

    assert page.count("Ada</strong>") == 20
    assert "?page=2" in page


def test_a_change_is_undone_after_asking(admin_client, admin, line):
    save(line, FIRST, SECOND, by=admin)
    question = admin_client.get(address(line, "undo", 2))
    assert "This would change:" in question.content.decode()

    admin_client.post(address(line, "undo", 2), {"revision": 2})

    assert stored(line) == FIRST
    assert line.changes.count() == 3


def test_undoing_on_a_page_that_is_out_of_date_is_refused(admin_client, admin, line):
    save(line, FIRST, SECOND, by=admin)

    response = admin_client.post(address(line, "undo", 1), {"revision": 1})

    assert response.status_code == 409
    assert stored(line) == SECOND


def test_where_nothing_would_change_there_is_no_button(admin_client, admin, line):
    save(line, FIRST, SECOND, FIRST, by=admin)

    page = admin_client.get(address(line, "undo", 2)).content.decode()

    assert "Nothing would change." in page
    assert "Go back to them" not in page
