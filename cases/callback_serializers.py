"""What the staff API takes and answers about callbacks. Numbers and pass phrases go only to whoever rings just now."""

from typing import Any

from rest_framework import serializers

from cases import callbacks
from cases.serializers import AgentSerializer
from telephony.models import Attempt, Callback
from telephony.models.callbacks import LANGUAGES


class AttemptSerializer(serializers.ModelSerializer[Attempt]):
    agent = AgentSerializer(read_only=True)

    class Meta:
        model = Attempt
        fields = ["number", "state", "outcome", "agent", "created_at", "ended_at"]


class CallbackSerializer(serializers.ModelSerializer[Callback]):
    """A callback without its number."""

    queue: "serializers.SlugRelatedField[Any]" = serializers.SlugRelatedField(
        slug_field="slug", read_only=True
    )
    service: "serializers.SlugRelatedField[Any]" = serializers.SlugRelatedField(
        slug_field="code", read_only=True
    )
    district: "serializers.SlugRelatedField[Any]" = serializers.SlugRelatedField(
        slug_field="slug", read_only=True
    )
    offered_to = AgentSerializer(read_only=True)

    class Meta:
        model = Callback
        fields = [
            "id",
            "code",
            "queue",
            "service",
            "district",
            "language",
            "status",
            "ending",
            "needs",
            "priority",
            "arrived_at",
            "eligible_at",
            "promised_by",
            "do_not_say_who",
            "no_message",
            "attempts_used",
            "offered_to",
            "revision",
        ]


class HeldCallbackSerializer(serializers.Serializer[Any]):
    """A callback as whoever rings it reads it."""

    callback = CallbackSerializer()
    attempts = AttemptSerializer(many=True)
    contact = serializers.IntegerField(
        source="contact.pk", allow_null=True, default=None, help_text="That was opened to keep it."
    )
    number = serializers.CharField(source="e164", help_text="Empty for whoever does not hold it.")
    pass_phrase = serializers.CharField(help_text="Empty for whoever does not hold it.")


class ClaimSerializer(serializers.Serializer[Any]):
    token = serializers.UUIDField(
        required=False, help_text="Of an offer; without it, what waits is claimed."
    )


class OutcomeSerializer(serializers.Serializer[Any]):
    outcome = serializers.ChoiceField(
        choices=[(outcome.value, outcome.label) for outcome in callbacks.OUTCOMES]
    )


class AskedCallbacksSerializer(serializers.Serializer[Any]):
    """Which callbacks to list. Never by who asked."""

    status = serializers.ChoiceField(
        choices=[
            choice
            for choice in Callback.Status.choices
            if choice[0] not in (Callback.Status.UNCONFIRMED, Callback.Status.CLOSED)
        ],
        required=False,
        help_text="Without it, all that are promised and not done.",
    )
    queue = serializers.SlugField(required=False, help_text="A queue's slug.")
    language = serializers.ChoiceField(choices=LANGUAGES, required=False)
