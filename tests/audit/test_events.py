"""What an event holds, and what it refuses to hold."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy

from contactcenter.audit import chain, events, pseudonyms
from contactcenter.audit.models import AuditEvent
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def test_event_keeps_who_what_on_whom_why_and_when():
    person, other = UserFactory(display_name="Anna Berg"), UserFactory()

    events.record(
        person,
        "person.disabled",
        other,
        at=AT,
        unit="Järva",
        purpose="Left",
        contact=7,
        reason="quit",
    )

    event = AuditEvent.objects.get()
    assert (event.actor_id, event.actor, event.unit) == (person.pk, "Anna Berg", "Järva")
    assert (event.action, event.subject_kind, event.subject_id) == (
        "person.disabled",
        "accounts.user",
        str(other.pk),
    )
    assert (event.purpose, event.contact_id, event.at, event.details) == (
        "Left",
        7,
        AT,
        {"reason": "quit"},
    )


@pytest.mark.parametrize("nobody", [None, AnonymousUser()])
def test_anonymous_person_and_clock_have_no_name(nobody):
    event = events.record(nobody, "sign_in.refused", at=AT)

    assert (event.actor_id, event.actor) == (None, "")


def test_person_in_the_register_stands_as_pseudonym():
    event = events.record(None, "person.looked_up", pseudonyms.of("189001019802", year=2026), at=AT)

    assert event.subject_kind == "person"
    assert len(event.subject_id) == 64
    assert "9001019802" not in event.subject_id


def test_personal_number_itself_is_refused():
    with pytest.raises(TypeError):
        events.record(None, "person.looked_up", "189001019802", at=AT)


def test_time_without_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        events.record(None, "line.closed", at=AT.replace(tzinfo=None))


def test_odd_details_are_kept_and_still_verify():
    events.record(
        None,
        "odd.thing",
        at=AT,
        unit="a\x00b\ud800",
        when=AT,
        day=date(2026, 11, 23),
        price=Decimal("313.00"),
        share=1e22,
        label=gettext_lazy("Staff"),
        several={"b", "a"},
        nested={"list": [1, None, True, "\x00"]},
    )

    event = AuditEvent.objects.get()
    assert event.unit == "a\ufffdb?"
    assert event.details == {
        "when": "2026-11-23T08:00:00+00:00",
        "day": "2026-11-23",
        "price": "313.00",
        "share": "1e+22",
        "label": "Staff",
        "several": ["a", "b"],
        "nested": {"list": [1, None, True, "\ufffd"]},
    }
    assert chain.link(event) == event.hash


def test_every_column_but_the_hash_is_sealed():
    columns = {field.name for field in AuditEvent._meta.concrete_fields}

    assert set(chain.SEALED_COLUMNS) == columns - {"hash"}
