from collections import Counter
from datetime import date

import pytest
from django.db.models import Count, F, Q

from cases.models import Contact
from cases.sample import history as contacts
from telephony.models import Attempt, Call, Callback
from telephony.sample import history
from tests.factories import QueueFactory

pytestmark = pytest.mark.django_db

MADE = 1500
TODAY = date(2026, 11, 23)


@pytest.fixture
def made(sample_city) -> None:
    Callback.objects.all().delete()
    list(contacts.make(0, MADE, today=TODAY))


def test_every_conversation_on_the_phone_has_its_call(made):
    on_the_phone = Contact.objects.filter(code__startswith=contacts.MARK, channel="phone")

    assert not on_the_phone.filter(call=None).exists()
    assert not Contact.objects.exclude(channel="phone").exclude(call=None).exists()
    answered = on_the_phone.select_related("call")
    assert all(each.call.answered_at == each.opened_at for each in answered)
    assert all(each.call.agent_id == each.agent_id for each in answered)


def test_some_callers_gave_up(made):
    counts = Call.objects.aggregate(
        all=Count("pk"), gave_up=Count("pk", filter=Q(is_abandoned=True, answered_at=None))
    )

    assert 0.05 < counts["gave_up"] / counts["all"] < 0.15
    assert not Call.objects.filter(ended_at__lt=F("arrived_at")).exists()


def test_callbacks_were_kept_in_vain_or_cancelled(made):
    endings = Counter(Callback.objects.values_list("ending", flat=True))

    assert set(endings) == {"reached", "not_reached", "cancelled"}
    assert endings["reached"] > endings["not_reached"]
    kept = Contact.objects.exclude(callback=None).select_related("callback", "call__attempt")
    assert kept.count() == endings["reached"]
    assert {each.call.direction for each in kept} == {"out"}
    assert all(each.call.attempt.callback == each.callback for each in kept)
    late = Callback.objects.filter(closed_at__gt=F("promised_by"), ending="reached").count()
    assert late <= 0.05 * endings["reached"]


def test_nobody_was_rung_before_they_asked_or_more_than_three_times(made):
    assert not Attempt.objects.filter(placed_at__lt=F("callback__asked_at")).exists()
    assert max(Attempt.objects.values_list("number", flat=True)) == 3


def test_nothing_leads_to_anybody(made):
    assert set(Call.objects.values_list("number", "number_hash")) == {("", "")}
    assert set(Callback.objects.values_list("number", "number_hash")) == {("", "")}
    assert set(Call.objects.values_list("source", flat=True)) == {history.SOURCE}
    assert not Callback.objects.exclude(code__startswith=contacts.MARK).exists()


def test_without_queues_there_are_no_calls():
    QueueFactory()

    assert history.write(None, []) == {}
