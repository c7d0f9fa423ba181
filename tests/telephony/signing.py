"""What a switch of the city's does: signs an event and posts it."""

import hashlib
import hmac
import json
from datetime import datetime

from django.test import Client
from django.utils import timezone

KEY = "a key that both know"


def signed(body: bytes, *, key: str = KEY, at: datetime | None = None) -> dict[str, str]:
    """Answer the headers; without a moment, those of MONDAY_NINE as tests freeze it."""
    sent = str(int((at or timezone.now()).timestamp()))
    signature = hmac.new(key.encode(), sent.encode() + b"." + body, hashlib.sha256).hexdigest()
    return {"telephony-timestamp": sent, "telephony-signature": signature}


def post(
    client: Client, said: object, address: str = "/api/v1/telephony/events/", *, key: str = KEY
):
    body = json.dumps(said).encode()
    return client.post(address, body, "application/json", headers=signed(body, key=key))
