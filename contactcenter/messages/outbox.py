"""Writing messages. What is written here is sent by a worker (sending.py) once the act that wrote it has committed."""

import json
from collections.abc import Iterable
from datetime import datetime
from functools import reduce
from operator import or_

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q

from contactcenter import encryption
from contactcenter.accounts.tasks import after_commit
from contactcenter.messages import kinds, tasks
from contactcenter.messages.kinds import Values
from contactcenter.messages.models import TROUBLED, Message, State

NOT_SENT = [State.QUEUED, State.SENDING, *TROUBLED]  # or that may be sent again


def write(
    kind: str,
    *,
    key: str,
    channel: str,
    to: str,
    language: str,
    values: Values,
    at: datetime,
    due_at: datetime | None = None,
    expires_at: datetime | None = None,
    held_back: bool = False,
) -> Message:
    """Write a message in the caller's transaction. Written twice under one key, it is one message, the first.

    to: a number in E.164 or an e-mail address. language: Swedish stands in for one that we do not write.
    due_at: not sent before; expires_at: not sent afterwards.
    held_back: never sent, because somebody may be in danger; a row without number and values says that it was held back.
    """
    kinds.find(kind).check(channel, values)
    known = language in dict(settings.LANGUAGES)
    is_due = not held_back and (due_at is None or due_at <= at)
    wanted = {
        "kind": kind,
        "channel": channel,
        "language": language if known else settings.LANGUAGE_CODE,
        "created_at": at,
        "due_at": due_at or at,
        "expires_at": expires_at,
        "rung_at": at if is_due else None,
    }
    if held_back:
        wanted |= {"state": Message.State.HELD_BACK}
    else:
        wanted |= {"to": encryption.encrypt(to), "values": encryption.encrypt(as_json(values))}
    message, is_new = Message.objects.get_or_create(key=key, defaults=wanted)
    if is_new and is_due:
        after_commit(tasks.send, message.pk)
    return message


def take_back(keys: Iterable[str], *, at: datetime) -> None:
    """Let nothing be sent any more whose key begins with one of these: it is not true any more. What has gone out has."""
    about = reduce(or_, (Q(key__startswith=key) for key in keys))
    Message.objects.filter(about, state__in=NOT_SENT).update(expires_at=at)


def as_json(values: Values) -> str:
    return json.dumps(dict(values), cls=DjangoJSONEncoder)
