"""What the staff API takes and answers about contacts. Choices go by their codes: topic, outcome; a district by its slug."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from cases import reopening
from cases.drafts import NOTE_LIMIT
from cases.models import Contact, Outcome, Question
from cases.models.contacts import LANGUAGES
from cases.past_contacts import LONGEST_SPAN
from contactcenter.accounts.models import User
from districts.models import District
from knowledge.models import Topic

DAYS_AT_FIRST = 30
BASE = "For each field that is sent: what stood there when the writer read it."


class CodeField(serializers.SlugRelatedField):
    """A row by its code, or its slug. What the database cannot even be asked for is no row's."""

    def to_internal_value(self, data: Any) -> Any:
        if "\x00" in str(data):
            self.fail("invalid")
        return super().to_internal_value(data)


class AgentSerializer(serializers.ModelSerializer[User]):
    class Meta:
        model = User
        fields = ["id", "display_name"]


class QuestionSerializer(serializers.ModelSerializer[Question]):
    topic: "serializers.SlugRelatedField[Topic]" = serializers.SlugRelatedField(
        slug_field="code", read_only=True
    )
    district: "serializers.SlugRelatedField[District]" = serializers.SlugRelatedField(
        slug_field="slug", read_only=True
    )
    outcome: "serializers.SlugRelatedField[Outcome]" = serializers.SlugRelatedField(
        slug_field="code", read_only=True
    )
    note = serializers.CharField(
        read_only=True, help_text="Of open contacts only, and never in a list of contacts."
    )

    class Meta:
        model = Question
        fields = ["number", "topic", "district", "outcome", "note"]

    def get_fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().get_fields()
        if not self.context.get("shows_notes", True):
            del fields["note"]
        return fields


class ContactSerializer(serializers.ModelSerializer[Contact]):
    agent = AgentSerializer(read_only=True)
    questions = QuestionSerializer(many=True, read_only=True)

    class Meta:
        model = Contact
        fields = [
            "id",
            "code",
            "channel",
            "language",
            "interpreter",
            "agent",
            "is_training",
            "urgent",
            "opened_at",
            "touched_at",
            "closed_at",
            "revision",
            "questions",
        ]


class StartSerializer(serializers.Serializer[Any]):
    channel = serializers.ChoiceField(choices=Contact.Channel.choices)


class ReopenSerializer(serializers.Serializer[Any]):
    reason = serializers.ChoiceField(choices=reopening.Reason.choices)


class ContactValuesSerializer(serializers.Serializer[Any]):
    channel = serializers.ChoiceField(
        choices=Contact.Channel.choices, required=False, help_text="Of closed contacts only."
    )
    language = serializers.ChoiceField(choices=LANGUAGES, required=False)
    interpreter = serializers.BooleanField(required=False)


class QuestionValuesSerializer(serializers.Serializer[Any]):
    topic = CodeField(
        slug_field="code", queryset=Topic.objects.all(), allow_null=True, required=False
    )
    district = CodeField(
        slug_field="slug", queryset=District.objects.all(), allow_null=True, required=False
    )
    outcome = CodeField(
        slug_field="code", queryset=Outcome.objects.all(), allow_null=True, required=False
    )
    note = serializers.CharField(
        max_length=NOTE_LIMIT,
        allow_blank=True,
        trim_whitespace=False,
        required=False,
        help_text="Of open contacts only.",
    )


class WithBase(serializers.Serializer[Any]):
    """Values to change, each with what stood there when the writer began: `base`. So nobody overwrites anybody."""

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        base = attrs["base"]
        missing = [name for name in attrs if name not in base and name != "base"]
        if missing:
            sentence = _("Say what stood here before.")
            raise serializers.ValidationError({"base": {name: [sentence] for name in missing}})
        return attrs


class ChangeContactSerializer(WithBase, ContactValuesSerializer):
    base = ContactValuesSerializer(help_text=BASE)


class ChangeQuestionSerializer(WithBase, QuestionValuesSerializer):
    base = QuestionValuesSerializer(help_text=BASE)


class AskedContactsSerializer(serializers.Serializer[Any]):
    """Which contacts to list: the person's own open ones, or closed ones of everybody. Never by who rang."""

    state = serializers.ChoiceField(choices=["open", "closed"], default="open")
    since = serializers.DateField(
        required=False, help_text="Day of closing; without it, thirty days before `until`."
    )
    until = serializers.DateField(required=False, help_text="Last day of closing; today.")
    agent = serializers.PrimaryKeyRelatedField(queryset=User.objects.all(), required=False)
    channel = serializers.ChoiceField(choices=Contact.Channel.choices, required=False)
    topic = CodeField(
        slug_field="code",
        queryset=Topic.objects.all(),
        required=False,
        help_text="With the topics under it.",
    )
    district = CodeField(slug_field="slug", queryset=District.objects.all(), required=False)
    outcome = CodeField(slug_field="code", queryset=Outcome.objects.all(), required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        until: date = attrs.get("until", timezone.localdate())
        if not 2000 <= until.year < 2100:
            raise serializers.ValidationError({"until": [_("Choose a moment in this century.")]})
        since: date = attrs.get("since", until - timedelta(days=DAYS_AT_FIRST))
        if not timedelta(0) <= until - since < LONGEST_SPAN:
            raise serializers.ValidationError({"since": [_("Choose three months at most.")]})
        return attrs | {"since": since, "until": until}
