"""One event as JSON: what any switch may post to us, whatever driver dials. docs/telephony.md describes it."""

import json
from datetime import datetime
from typing import Any

from django.utils import timezone
from rest_framework import serializers

from telephony.drivers.base import CallEvent, EventKind, Outcome

LONGEST_ID = 100


class Moment(serializers.DateTimeField):
    """A time with its offset: a time without one is not known."""

    def enforce_timezone(self, value: datetime) -> datetime:
        if timezone.is_naive(value):
            self.fail("invalid", format="2026-03-02T09:00:00+01:00")
        return super().enforce_timezone(value)


class CallEventSerializer(serializers.Serializer[CallEvent]):
    """What an event may say. Whatever else stands there is left out.

    A number or a name may be anything: one that is none of ours loses no event.
    """

    id = serializers.CharField(max_length=LONGEST_ID)
    call = serializers.CharField(max_length=LONGEST_ID)
    kind = serializers.ChoiceField([kind.value for kind in EventKind])
    at = Moment()
    direction = serializers.ChoiceField(["in", "out"], default="in")
    attempt = serializers.UUIDField(default=None)
    role = serializers.ChoiceField(["agent", "citizen", "duty"], default="", allow_blank=True)
    outcome = serializers.ChoiceField([outcome.value for outcome in Outcome], default=None)
    number = serializers.CharField(default="", allow_blank=True)
    queue = serializers.CharField(default="", allow_blank=True)
    agent = serializers.CharField(default="", allow_blank=True)
    language = serializers.CharField(default="", allow_blank=True)


def read(body: bytes) -> list[CallEvent]:
    """Read one event. Raises ValueError, which says which fields are wrong and never what stood in them."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ValueError("This is not JSON.") from error
    if not isinstance(said, dict):
        raise ValueError("An event is one JSON object.")  # noqa: TRY004  (as for all that cannot be read)
    known = {name: value for name, value in said.items() if value is not None}
    serializer = CallEventSerializer(data=known)
    if not serializer.is_valid():
        raise ValueError("Missing or wrong: " + ", ".join(sorted(serializer.errors)))
    return [_event(serializer.validated_data)]


def _event(values: dict[str, Any]) -> CallEvent:
    return CallEvent(
        event_id=values.pop("id"),
        provider_ref=values.pop("call"),
        kind=EventKind(values.pop("kind")),
        outcome=Outcome(outcome) if (outcome := values.pop("outcome")) else None,
        **values,
    )
