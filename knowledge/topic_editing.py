"""Changing the tree of topics. A topic is never deleted: what people asked about hangs on it. It goes out of use."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db import transaction

from contactcenter.accounts.models import User
from contactcenter.audit import events
from knowledge.models import Topic
from knowledge.topic_codes import STEP


@transaction.atomic
def add(*, code: str, after: Topic | None, by: User, at: datetime, **fields: Any) -> Topic:
    """Make a topic. Its code stays for good: addresses, figures and starting articles name it.

    after: the one next to it that it follows; none: it is the first below its parent.
    """
    topic = Topic.objects.create(code=code, **fields)
    place(topic, after=after)
    events.record(by, "topic.added", topic, at=at, code=code)
    return topic


@transaction.atomic
def change(topic: Topic, *, after: Topic | None, by: User, at: datetime, **fields: Any) -> None:
    Topic.objects.filter(pk=topic.pk).update(**fields)
    topic.refresh_from_db()
    place(topic, after=after)
    events.record(by, "topic.changed", topic, at=at, code=topic.code, is_active=topic.is_active)


def place(topic: Topic, *, after: Topic | None) -> None:
    """Number the whole tree anew, as it is read: each parent with its children below it."""
    below: dict[int | None, list[Topic]] = defaultdict(list)
    for other in Topic.objects.select_for_update():  # in the order in which they stand
        if other.pk != topic.pk:
            below[other.parent_id].append(other)
    siblings = below[topic.parent_id]
    siblings.insert(siblings.index(after) + 1 if after else 0, topic)
    tree = [each for parent in below[None] for each in (parent, *below[parent.pk])]
    for number, each in enumerate(tree, start=1):
        each.sort_order = number * STEP
    Topic.objects.bulk_update(tree, ["sort_order"])


def before(topic: Topic) -> Topic | None:
    """Answer the topic next to this one that it follows today."""
    siblings = Topic.objects.filter(parent=topic.parent_id, sort_order__lt=topic.sort_order)
    return siblings.order_by("-sort_order").first()
