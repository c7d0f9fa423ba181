"""Somebody without a sign-in, a cookie or script, who asks to be rung back as a browser would."""

import json
from datetime import datetime, timedelta
from urllib.parse import urlencode

import time_machine
from django.test import Client

from contactcenter import encryption
from contactcenter.messages.models import Message
from telephony.models import Callback
from tests.factories import MONDAY_NINE

FROM_HERE = {"Sec-Fetch-Site": "same-origin"}
MOBILE, OTHER_MOBILE, LANDLINE = "070-174 06 05", "070-174 06 06", "08-465 004 10"
A_MINUTE = timedelta(minutes=1)


class Resident:
    """Opens a page, reads it for a minute, and sends its form. `at` is their clock."""

    def __init__(
        self, language: str = "en", at: datetime = MONDAY_NINE, address: str = "127.0.0.1"
    ):
        self.client = Client(enforce_csrf_checks=True, REMOTE_ADDR=address, headers=FROM_HERE)
        self.language, self.at = language, at

    def get(self, path: str, **query):
        address = f"/{self.language}/callback/{path}" + (f"?{urlencode(query)}" if query else "")
        with time_machine.travel(self.at, tick=False):
            return self.client.get(address)

    def post(self, path: str, *, reads: timedelta = A_MINUTE, query: dict = {}, **typed):  # noqa: B006
        """Send what was typed into the page's form, after having read it."""
        page = self.get(path, **query)
        hidden = token_of(page) | {"when": query["when"]} if "when" in query else token_of(page)
        self.at += reads
        address = f"/{self.language}/callback/{path}" + (f"?{urlencode(query)}" if query else "")
        with time_machine.travel(self.at, tick=False):
            return self.client.post(address, hidden | typed)

    def ask(self, number: str = MOBILE, *, service: str = "income-support", when="soon", **typed):
        query = {"service": service, "when": when}
        return self.post("number/", query=query, **({"number": number} | USUAL | typed))

    def prove(self, callback: Callback, digits: str | None = None, **typed):
        return self.post(f"{callback.code}/prove/", digits=digits or code_of(callback), **typed)


USUAL = {"say_who": "yes", "language": "en"}


def token_of(page) -> dict[str, str]:
    form = page.context and page.context.get("form")
    return (
        {"token": form["token"].value(), "website": ""} if form and "token" in form.fields else {}
    )


def code_of(callback: Callback) -> str:
    """The six digits that were sent last for the callback."""
    newest = callback.confirmations.first()
    message = Message.objects.get(key=f"callback-code:{newest.pk}")
    return json.loads(encryption.decrypt(message.values))["code"]


def text(response) -> str:
    return response.content.decode()


def asked(resident, number=MOBILE, **typed) -> Callback:
    resident.ask(number, **typed)
    return Callback.objects.latest("pk")


def booked(resident, number=MOBILE, **typed) -> Callback:
    callback = asked(resident, number, **typed)
    resident.prove(callback)
    callback.refresh_from_db()
    return callback


def seen(resident, callback, path="") -> str:
    return text(resident.get(f"{callback.code}/{path}"))
