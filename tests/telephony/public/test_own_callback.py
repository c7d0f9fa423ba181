"""What one does with the code of a callback: see, find, move, change the number, cancel, save it."""

import re
from datetime import timedelta

import pytest
from icalendar import Calendar

from telephony import changes
from telephony.models import Attempt, Callback, Slot
from telephony.public import limits
from tests import xss
from tests.factories import MONDAY_NINE, AttemptFactory, CallbackFactory, SlotFactory, UserFactory
from tests.telephony.public.residents import (
    A_MINUTE,
    LANDLINE,
    MOBILE,
    OTHER_MOBILE,
    Resident,
    asked,
    booked,
    code_of,
    seen,
    text,
)

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


# See


def test_the_page_tells_neither_the_number_nor_what_somebody_wants_kept_quiet(resident):
    callback = booked(resident, say_who="no")

    page = seen(resident, callback)

    assert "Money for food and rent" not in page
    assert "0605" not in re.sub(r"\D", "", page)
    assert MOBILE not in page
    assert "we do not say who is calling" in page


def test_the_code_is_shown_in_groups_and_spelt_for_those_who_listen(resident):
    callback = booked(resident)
    code = callback.code

    page = seen(resident, callback)

    assert f"{code[:3]} {code[3:6]} {code[6:]}" in page
    assert ", ".join(code) in page


def test_it_is_told_that_we_ring_now_and_when_we_have_tried(resident):
    callback = booked(resident)
    at = MONDAY_NINE + 4 * A_MINUTE
    tried = AttemptFactory(callback=callback, state="placed", created_at=at, placed_at=at)
    assert "We are ringing you now" in seen(resident, callback)

    Attempt.objects.filter(pk=tried.pk).update(
        state="ended", outcome="no_answer", ended_at=MONDAY_NINE + 5 * A_MINUTE
    )

    assert "We rang you today 09:04, but did not reach you." in seen(resident, callback)


@pytest.mark.parametrize(
    ("ending", "words"),
    [
        ("reached", "We have talked to you"),
        ("rang_in", "We have talked to you"),
        ("not_reached", "We did not reach you"),
        ("cancelled", "It is cancelled"),
        ("withdrawn", "We cannot ring you this time"),
        ("answered", "We cannot ring you this time"),
        ("expired", "The half hour is over"),
    ],
)
def test_how_it_ended_is_told_in_plain_words(queue, ending, words):
    callback = CallbackFactory(queue=queue, status="closed", ending=ending, closed_at=MONDAY_NINE)

    assert words in seen(Resident(), callback)


def test_who_typed_the_number_of_another_is_not_told_that_the_other_cancelled(queue):
    live = CallbackFactory(queue=queue, is_confirmed_by_code=True)
    folded = CallbackFactory(
        queue=queue,
        status="closed",
        ending="folded",
        closed_at=MONDAY_NINE,
        folded_into=live,
        asked_at=MONDAY_NINE + A_MINUTE,
    )
    changes.cancel(live, by=None, at=MONDAY_NINE + 2 * A_MINUTE)

    resident = Resident(at=MONDAY_NINE + 3 * A_MINUTE)

    assert "It is booked" in seen(resident, folded)
    resident.at += 2 * HOUR
    assert "We did not reach you" in seen(resident, folded)


# Find


def test_a_code_is_found_however_it_is_written(resident):
    callback = booked(resident)
    code = callback.code.lower()

    figures = code[6:].translate(ARABIC)
    response = resident.post(
        "find/", code=f" {code[:3]}\N{NO-BREAK SPACE}{code[3:6]}\N{EN DASH}{figures}."
    )

    assert response.headers["Location"] == f"/en/callback/{callback.code}/"


def test_who_guesses_codes_is_soon_refused(resident, monkeypatch):
    callback = booked(resident)
    few = limits.Limit("callback-code-missed", 3)
    monkeypatch.setattr(limits, "CODES_MISSED_FROM_ONE_ADDRESS", few)

    typed = [resident.post("find/", code=f"ABCDEFGHJ{sign}").status_code for sign in "123"]

    assert typed == [422, 422, 422]
    assert resident.get("ABCDEFGHJ9/").status_code == 429
    assert resident.get(f"{callback.code}/").status_code == 429
    assert Resident(address="192.0.2.9").get(f"{callback.code}/").status_code == 200


@pytest.mark.parametrize("code", ["ABCDEFGHJK", "%00", "²", "x" * 300, "1234567890"])
def test_a_code_that_there_is_not_is_said_to_be_none(resident, code):
    response = resident.get(f"{code}/")

    assert response.status_code == 404
    assert "There is no such code." in text(response)


# Move, cancel, another number


def test_another_half_hour_takes_one_press(queue, resident):
    slot = SlotFactory(queue=queue, starts_at=MONDAY_NINE + 3 * HOUR)
    callback = booked(resident)
    assert f'value="{slot.pk}"' in seen(resident, callback, "move/")

    resident.post(f"{callback.code}/move/", when=str(slot.pk))

    callback.refresh_from_db()
    assert callback.slot == slot
    assert "between 12:00 and 12:30" in seen(resident, callback)


def test_a_half_hour_that_is_full_by_now_leaves_what_one_had(queue, resident):
    slot = SlotFactory(queue=queue, starts_at=MONDAY_NINE + 3 * HOUR, capacity=1, booked=1)
    callback = booked(resident)

    for when in [str(slot.pk), "0", "x", "", "9" * 30]:
        response = resident.post(f"{callback.code}/move/", when=when)
        assert response.status_code == 409

    callback.refresh_from_db()
    assert (callback.slot, callback.status) == (None, "waiting")


def test_what_cannot_be_moved_just_now_is_said_to_hold(queue, resident):
    slot = SlotFactory(queue=queue, starts_at=MONDAY_NINE + 3 * HOUR)
    callback = booked(resident)
    Callback.objects.filter(pk=callback.pk).update(status="needs_person", needs="network")

    response = resident.post(f"{callback.code}/move/", when=str(slot.pk))

    assert response.status_code == 409
    assert "What you have still holds." in text(response)
    assert "What you can do instead" in text(response)


def test_a_promise_that_is_past_is_not_told_as_if_it_was_to_come(resident):
    callback = booked(resident)

    resident.at += timedelta(days=2)

    page = seen(resident, callback)
    assert "It takes longer than we promised." in page
    assert "before" not in page.split("<h1>")[1].split("What happens next")[0]


def test_cancelling_is_asked_about_first(resident):
    callback = booked(resident)
    assert "Should we not ring you?" in seen(resident, callback, "cancel/")

    resident.post(f"{callback.code}/cancel/", reads=timedelta(seconds=1))

    assert "It is cancelled" in seen(resident, callback)
    assert not Callback.objects.live().exists()


def test_while_we_ring_nothing_can_be_changed_any_more(resident):
    callback = booked(resident)
    agent = UserFactory(roles=["agent"])
    Callback.objects.filter(pk=callback.pk).update(
        status="dialling", offered_to=agent, lease_token="0" * 32
    )
    AttemptFactory(callback=callback, state="prepared", created_at=resident.at)
    assert "We are ringing you now" in seen(resident, callback)

    for path in ["move/", "cancel/"]:
        response = resident.post(f"{callback.code}/{path}", when="soon")
        assert response.headers["Location"] == f"/en/callback/{callback.code}/"

    callback.refresh_from_db()
    assert callback.status == "dialling"


def test_another_number_counts_when_its_digits_have_come_back(resident):
    callback = booked(resident)
    before = callback.number_hash

    response = resident.post(f"{callback.code}/number/", number=OTHER_MOBILE)
    callback.refresh_from_db()
    assert response.headers["Location"] == f"/en/callback/{callback.code}/number/prove/"
    assert callback.number_hash == before
    assert 'ends with <bdi dir="ltr">06</bdi>' in seen(resident, callback, "number/prove/")
    resident.post(f"{callback.code}/number/prove/", digits=code_of(callback))

    callback.refresh_from_db()
    assert callback.number_hash != before


def test_a_mistyped_number_is_changed_before_it_was_ever_proved(resident):
    callback = asked(resident)

    response = resident.post(f"{callback.code}/number/", number=OTHER_MOBILE)

    assert response.headers["Location"] == f"/en/callback/{callback.code}/"
    assert 'ends with <bdi dir="ltr">06</bdi>' in seen(resident, callback)
    assert resident.prove(callback).status_code == 302


def test_a_landline_as_another_number_is_counted_like_one_in_a_new_request(resident, monkeypatch):
    monkeypatch.setattr(limits, "UNPROVED_FROM_ONE_ADDRESS", limits.Limit("callback-unproved", 1))
    callback = booked(resident)

    first = resident.post(f"{callback.code}/number/", number=LANDLINE)
    second = resident.post(f"{callback.code}/number/", number="08-465 004 11")

    assert (first.status_code, second.status_code) == (302, 429)


def test_another_number_for_a_request_whose_half_hour_is_full_leads_to_the_others(queue, resident):
    slot = SlotFactory(queue=queue, starts_at=MONDAY_NINE + 3 * HOUR, capacity=1)
    callback = asked(resident, when=str(slot.pk))
    resident.post(f"{callback.code}/number/", number=OTHER_MOBILE)
    Slot.objects.update(booked=1)

    proved = resident.post(f"{callback.code}/number/prove/", digits=code_of(callback))
    changed = resident.post(f"{callback.code}/number/", number=LANDLINE)

    for response in (proved, changed):
        assert response.status_code == 409
        assert "/en/callback/when/?service=income-support" in text(response)


def test_wrong_digits_of_another_number_are_refused(resident):
    callback = booked(resident)
    resident.post(f"{callback.code}/number/", number=OTHER_MOBILE)
    digits = f"{(int(code_of(callback)) + 1) % 10**6:06}"

    response = resident.post(f"{callback.code}/number/prove/", digits=digits)

    assert response.status_code == 422


# Save


def test_the_calendar_entry_tells_when_and_nothing_else(queue, resident):
    slot = SlotFactory(queue=queue, starts_at=MONDAY_NINE + 3 * HOUR)
    callback = booked(resident, when=str(slot.pk))

    response = resident.get(f"{callback.code}/call.ics")

    [event] = Calendar.from_ical(response.content).walk("VEVENT")
    assert (event.start, event.end) == (slot.starts_at, slot.ends_at)
    assert event["summary"] == "A phone call"
    later = SlotFactory(queue=queue, starts_at=MONDAY_NINE + 4 * HOUR)
    resident.post(f"{callback.code}/move/", when=str(later.pk))
    [moved] = Calendar.from_ical(resident.get(f"{callback.code}/call.ics").content).walk("VEVENT")
    assert (moved.start, moved["uid"]) == (later.starts_at, event["uid"])  # one entry, not two
    for word in [callback.code, "Money", "social", "kontaktcenter", callback.queue.name]:
        assert word not in text(response)


# Nothing leaks, nothing runs


def test_no_number_reaches_an_address_or_a_log(resident, caplog, capsys):
    callback = booked(resident)
    resident.post(f"{callback.code}/number/", number=OTHER_MOBILE)
    response = resident.post(f"{callback.code}/number/prove/", digits=code_of(callback))

    said = caplog.text + "".join(capsys.readouterr()) + response.headers["Location"]

    assert "174" not in re.sub(r"ms': [\d.]+|ms\": [\d.]+|request_id\S+ \S+", "", said).replace(
        " ", ""
    )
    assert callback.code not in caplog.text


def test_nothing_that_is_typed_runs(resident):
    callback = asked(resident)
    for start in range(0, len(xss.ALL), 40):
        typed = "\n".join(xss.ALL[start : start + 40])
        for path, field in [("find/", "code"), (f"{callback.code}/number/", "number")]:
            xss.assert_harmless(text(resident.post(path, **{field: typed[:900]})))
        page = resident.post(f"{callback.code}/prove/", digits=typed, when=typed)
        xss.assert_harmless(text(page))
