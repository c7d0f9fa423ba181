import json
from datetime import timedelta

import pytest
from django.db import transaction

from contactcenter import encryption
from contactcenter.messages import kinds, outbox, sending
from contactcenter.messages.models import Message
from tests.factories import MONDAY_NINE

pytestmark = pytest.mark.django_db

NUMBER = "+46701740605"


def write_code(**changes):
    wanted = {
        "key": "callback-code:17",
        "channel": "sms",
        "to": NUMBER,
        "language": "fi",
        "values": {"code": "123456"},
        "at": MONDAY_NINE,
    }
    return outbox.write("callback-code", **(wanted | changes))


def test_number_and_values_are_kept_unreadable():
    message = write_code()

    message.refresh_from_db()
    assert "0605" not in message.to + message.values
    assert "123456" not in message.values
    assert encryption.decrypt(message.to) == NUMBER
    assert json.loads(encryption.decrypt(message.values)) == {"code": "123456"}


def test_written_twice_under_one_key_it_is_the_first_message():
    first = write_code()

    second = write_code(values={"code": "654321"})

    assert second == first
    assert json.loads(encryption.decrypt(second.values)) == {"code": "123456"}


def test_held_back_it_leaves_a_row_that_says_so_and_no_number():
    message = write_code(held_back=True)

    assert message.state == Message.State.HELD_BACK
    assert (message.to, message.values) == ("", "")


def test_a_language_that_we_do_not_write_is_swedish():
    assert write_code(language="other").language == "sv"


def test_a_missing_value_is_found_when_it_is_written():
    with pytest.raises(kinds.WrongValues):
        write_code(values={})

    assert not Message.objects.exists()


def test_the_worker_is_told_the_rows_number_and_nothing_else(
    rung, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        message = write_code()
        write_code()
        assert rung() == []

    assert rung() == [message.pk]
    assert message.rung_at == MONDAY_NINE


@pytest.mark.parametrize(
    "changes", [{"due_at": MONDAY_NINE + timedelta(hours=1)}, {"held_back": True}]
)
def test_nobody_is_told_of_what_is_not_to_be_sent_now(
    rung, changes, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        message = write_code(**changes)

    assert rung() == []
    assert message.rung_at is None


def test_an_act_that_is_undone_writes_nothing(rung, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        write_code()
        transaction.set_rollback(True)

    assert not Message.objects.exists()
    assert rung() == []


def test_what_is_taken_back_is_not_sent_nor_offered_to_be_sent_again(pigeon):
    waiting = write_code(key="callback-code:17:1")
    failed = write_code(key="callback-code:17:2")
    Message.objects.filter(pk=failed.pk).update(state=Message.State.FAILED)
    other = write_code(key="callback-code:171:1")

    outbox.take_back(["callback-code:17:", "callback-booked:17:"], at=MONDAY_NINE)

    for message in (waiting, failed, other):
        sending.send(message.pk, at=MONDAY_NINE, adapter_for=lambda _channel: pigeon)
    assert len(pigeon.carried) == 1
    assert list(Message.objects.of_use(MONDAY_NINE)) == [other]
