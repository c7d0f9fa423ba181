"""Asking to be rung back in tests, and reading the code that was sent."""

import json
import re
from collections.abc import Iterable
from datetime import datetime

from phonenumber_field.phonenumber import PhoneNumber

from contactcenter import encryption
from contactcenter.accounts.models import User
from contactcenter.messages.models import Message
from telephony import bookings
from telephony.models import Callback, Queue
from tests.factories import MONDAY_NINE


def number(text: str) -> PhoneNumber:
    return PhoneNumber.from_string(text, region="SE")


MOBILE, OTHER_MOBILE = number("070-174 06 05"), number("070-174 06 06")
LANDLINE, OTHER_LANDLINE = number("08-465 004 10"), number("08-465 004 11")


def ask(
    queue: Queue,
    phone: PhoneNumber = MOBILE,
    *,
    at: datetime = MONDAY_NINE,
    by: User | None = None,
    **wishes: object,
) -> Callback:
    source = Callback.Source.DESK if by else Callback.Source.WEB
    request = bookings.Booking(queue=queue, number=phone, source=source, **wishes)
    return bookings.book(request, by=by, at=at)


def code_of(callback: Callback) -> str:
    """The code that was written last for the callback."""
    newest = callback.confirmations.first()
    message = Message.objects.get(key=f"callback-code:{newest.pk}")
    return json.loads(encryption.decrypt(message.values))["code"]


def confirmed(
    queue: Queue, phone: PhoneNumber = MOBILE, *, at: datetime = MONDAY_NINE, **wishes: object
) -> Callback:
    callback = ask(queue, phone, at=at, **wishes)
    return bookings.confirm(callback, code_of(callback), at=at)


def shapes(queries: Iterable[dict[str, str]]) -> list[str]:
    """Queries without their values: the same for a number that is known and one that is not."""
    values = re.compile(r"""\"s\d+_x\d+\"|\('[0-9a-f]{64}'.*| (WHERE|VALUES|SET) .*""")
    return [values.sub("", query["sql"]) for query in queries]
