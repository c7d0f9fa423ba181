"""Adding and changing topics."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge import topic_editing
from knowledge.models import Topic


class TopicChoice(forms.ModelChoiceField):
    """Shows under which topic another one stands."""

    def label_from_instance(self, topic: Topic) -> str:
        return f"{topic.parent} › {topic}" if topic.parent else str(topic)


class TopicForm(forms.ModelForm):
    after = TopicChoice(
        label=_("Stands after"),
        help_text=_("A topic below the same one."),
        queryset=Topic.objects.select_related("parent"),
        empty_label=_("No other: it is the first"),
        required=False,
    )

    class Meta:
        model = Topic
        fields = ["name_sv", "name_en", "parent", "after", "service", "is_urgent", "is_active"]
        labels = {
            "name_sv": _("Name in Swedish"),
            "name_en": _("Name in English"),
            "parent": _("Below"),
            "service": _("Assignment"),
        }
        help_texts = {
            "is_urgent": _("Residents see the emergency numbers first."),
            "is_active": _("A topic that is not in use cannot be chosen any more."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topic = self.instance
        self.fields["name_sv"].required = self.fields["name_en"].required = True
        parents = cast(forms.ModelChoiceField, self.fields["parent"])
        parents.queryset = Topic.objects.filter(parent=None).exclude(pk=topic.pk)
        parents.empty_label = _("Nothing: it stands on the first level")
        if topic.pk:
            others = cast(forms.ModelChoiceField, self.fields["after"])
            others.queryset = Topic.objects.select_related("parent").exclude(pk=topic.pk)
            self.initial["after"] = topic_editing.before(topic)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        parent, after = cleaned.get("parent"), cleaned.get("after")
        if parent and self.instance.pk and self.instance.children.exists():
            self.add_error("parent", _("It has topics of its own below it. There are two levels."))
        if after and after.parent != parent:
            self.add_error("after", _("It stands below another topic."))
        return cleaned


class NewTopicForm(TopicForm):
    """The code can be said only once."""

    class Meta(TopicForm.Meta):
        fields = ["code", *TopicForm.Meta.fields]
        labels = TopicForm.Meta.labels | {"code": _("Code")}
        help_texts = TopicForm.Meta.help_texts | {
            "code": _("Small English letters and hyphens. It stands in addresses and stays.")
        }
