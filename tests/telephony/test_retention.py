"""What is kept about people who were rung or rang: as long as written, not a day longer, and no figure changes."""

from datetime import timedelta

import pytest

from contactcenter import purging, retention
from contactcenter.encryption import encrypt
from telephony.models import Call, Callback, CallEventRecord, Confirmation, PopToken
from telephony.retention import RULES
from tests.factories import MONDAY_NINE, AttemptFactory, CallbackFactory, CallFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
RULE = {rule.what: rule for rule in RULES}


def closed(days_ago, ending="reached", **details):
    return CallbackFactory(
        status=Callback.Status.CLOSED,
        ending=ending,
        closed_at=MONDAY_NINE - days_ago * DAY,
        asked_at=MONDAY_NINE - (days_ago + 1) * DAY,
        **details,
    )


def forget(what):
    return retention.forget(RULE[what], at=MONDAY_NINE)


def test_every_rule_is_run_by_the_clock():
    assert set(map(id, RULES)) <= set(map(id, purging.RULES))


def test_numbers_and_wishes_are_forgotten_a_week_after_the_callback():
    wishes = {"pass_phrase": encrypt("Anemon"), "no_message": True, "do_not_say_who": True}
    wishes["ending_note"] = "Solved at the counter"
    old, young = closed(7, **wishes), closed(6, **wishes)
    AttemptFactory(callback=old, state="ended", outcome="reached", ended_at=MONDAY_NINE)
    waiting = CallbackFactory(asked_at=MONDAY_NINE - 30 * DAY)

    assert forget("numbers and wishes of callbacks") == 1

    old.refresh_from_db()
    assert (old.number, old.number_hash, old.pass_phrase) == ("", "", "")
    assert (old.no_message, old.do_not_say_who, old.ending_note) == (False, False, "")
    assert (old.ending, old.attempts.count()) == ("reached", 1)  # what figures are made of
    for kept in (young, waiting):
        kept.refresh_from_db()
        assert kept.number
    assert forget("numbers and wishes of callbacks") == 0


def test_a_folded_one_is_forgotten_a_week_after_its_own_time():
    """Else its page told after a week what it is about, and that the number was known."""
    folded = closed(8, "folded", do_not_say_who=True)
    assert folded.promised_by < MONDAY_NINE - 7 * DAY
    Callback.objects.update(promised_by=MONDAY_NINE + 2 * DAY)

    assert forget("numbers and wishes of callbacks") == 0
    Callback.objects.update(promised_by=MONDAY_NINE - 7 * DAY)
    assert forget("numbers and wishes of callbacks") == 1


def test_requests_that_nobody_confirmed_are_gone_after_a_day():
    closed(1, ending="expired")
    kept = [closed(0, ending="expired"), closed(2, ending="cancelled")]

    assert forget("requests for callbacks, never confirmed") == 1
    assert set(Callback.objects.all()) == set(kept)


@pytest.mark.parametrize(("age", "left"), [(DAY, 0), (DAY - timedelta(seconds=1), 1)])
def test_codes_are_gone_after_a_day(age, left):
    Confirmation.objects.create(
        callback=CallbackFactory(),
        number=encrypt("+46701740605"),
        number_hash="a",
        code_hash="b",
        sent_at=MONDAY_NINE - age,
        expires_at=MONDAY_NINE - age,
    )

    forget("codes sent to phone numbers")

    assert Confirmation.objects.count() == left


def test_numbers_of_calls_are_forgotten_a_week_after_they_ended():
    number = {"number": encrypt("+46701740605"), "number_hash": "a"}
    week_ago = MONDAY_NINE - 7 * DAY
    ended = CallFactory(state=Call.State.ENDED, ended_at=week_ago, **number)
    never_heard_of_again = CallFactory(arrived_at=week_ago, **number)
    young = CallFactory(state=Call.State.ENDED, ended_at=week_ago + DAY, **number)

    assert forget("numbers of calls") == 2

    assert set(Call.objects.filter(number="")) == {ended, never_heard_of_again}
    assert Call.objects.exclude(number_hash="").get() == young


def test_events_and_tokens_of_calls_are_forgotten():
    call = CallFactory()
    for days in (8, 6):
        CallEventRecord.objects.create(
            source="simulated",
            event_id=str(days),
            provider_ref="1",
            kind="ended",
            at=MONDAY_NINE,
            received_at=MONDAY_NINE - days * DAY,
        )
        PopToken.objects.create(
            digest=str(days),
            call=call,
            made_at=MONDAY_NINE,
            expires_at=MONDAY_NINE - (days - 6) * DAY,
        )

    assert forget("events of calls") == forget("tokens that show a call") == 1
    assert CallEventRecord.objects.get().event_id == PopToken.objects.get().digest == "6"
