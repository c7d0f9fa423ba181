"""Where a message goes, what it says and where its reports come to: none of it stands in a log line or a figure."""

import pytest
from django.conf import settings

from contactcenter.messages import reports, sending
from contactcenter.messages.adapters import Letter, Refused, Sent, Uncertain
from tests.factories import MONDAY_NINE, MessageFactory

pytestmark = pytest.mark.django_db

CANARIES = ["+46701740605", "701740605", "918273"]


class Careless:
    """A way of sending that says too much when it fails."""

    name = "careless"

    def __init__(self, fault: type[Exception] | None) -> None:
        self.fault, self.secret = fault, ""

    def send(self, letter: Letter, *, key: str, report_url: str) -> Sent:
        self.secret = report_url.rstrip("/").rpartition("/")[2]
        if self.fault:
            raise self.fault(f"{letter.to} {letter.text} {report_url}")
        return Sent()


@pytest.mark.parametrize("fault", [None, Refused, Uncertain])
def test_sending_and_reporting_leave_no_trace_of_whom_it_was_about(client, log_lines, fault):
    message = MessageFactory(content='{"code": "918273"}', due_at=MONDAY_NINE)
    way = Careless(fault)

    sending.send(message.pk, at=MONDAY_NINE, adapter_for=lambda _channel: way)
    for secret in (way.secret, reports.new_secret()):
        client.post(
            f"/telephony/webhooks/46elks-sms/{secret}/",
            {"id": "s1", "status": "delivered"},
            REMOTE_ADDR=settings.ELKS_ADDRESSES[0],
        )
        lines = log_lines()
        assert [line for line in lines if secret in str(line)] == []

    assert len(lines) == 2
    told = str(lines) + client.get("/metrics").content.decode()
    assert [canary for canary in CANARIES if canary in told] == []
