"""Everything at the desk that a person's data is typed into, from signing in to closing, and some places where it does not belong."""

import re
from dataclasses import dataclass

from django.test import Client
from django.urls import reverse

from cases.models import Contact, SafeContact
from tests.factories import OutcomeFactory, UserFactory

DRAFT = re.compile(r'data-draft="([^"]+)"')
SEALED = re.compile(r'name="sealed" value="([^"]+)"')


@dataclass(frozen=True)
class Canary:
    """One person's data, all of it marked: a test number, a number kept for fiction, a name that nobody bears."""

    number: str  # twelve digits
    phone: str  # as it is written
    name: str

    @property
    def numbers(self) -> list[str]:
        """Every way in which the personal number may come out again."""
        date, last = self.number[:8], self.number[8:]
        return [self.number, f"{date}-{last}", f"{date[2:]}-{last}", f"{date[2:]}{last}"]

    @property
    def phones(self) -> list[str]:
        digits = re.sub(r"\D", "", self.phone)
        return [self.phone, digits, f"+46{digits[1:]}"]

    @property
    def texts(self) -> list[str]:
        return [*self.numbers, *self.phones, self.name]

    @property
    def sentence(self) -> str:
        return f"{self.name}, {self.number[2:8]}-{self.number[8:]}, nås på {self.phone}"


def flow(client: Client, canary: Canary) -> list[str]:
    """Take a contact from start to end, and answer with the addresses that the browser was led to."""
    led_to = [client.post(reverse("contacts:start"), {"channel": "phone"})["Location"]]
    contact = Contact.objects.latest("pk")
    type_into(client, contact, canary)
    look_up(client, contact, canary)
    go_astray(client, contact, canary)
    closing = {"q1-outcome": OutcomeFactory().pk, "base-q1-outcome": ""}
    closed = client.post(reverse("contacts:close", args=[contact.pk]), closing)
    assert closed.status_code == 302
    client.post(reverse("contacts:read", args=[contact.pk]), {"purpose": canary.sentence})
    return [*led_to, closed["Location"]]


def type_into(client: Client, contact: Contact, canary: Canary) -> None:
    """Notes, while they are typed and by the button; a phone number that was given to be rung back."""
    page = client.get(reverse("contacts:contact", args=[contact.pk])).content.decode()
    draft = {"Draft": DRAFT.search(page)[1], "Sec-Fetch-Site": "same-origin"}
    typed = {"q1-note": canary.sentence, "base-q1-note": ""}
    saved = client.post(reverse("contacts:typed", args=[contact.pk]), typed, headers=draft)
    assert saved.status_code == 200
    client.post(reverse("contacts:save", args=[contact.pk]), {"q1-note": canary.sentence})
    client.post(
        reverse("contacts:safe-contact", args=[contact.pk]),
        {
            "purpose": "call_back",
            "number": canary.phone,
            "caller": "relative",
            "relation": canary.name,
            "consent": "given",
            "pass_phrase": canary.name,
            "revision": 0,
        },
    )
    assert SafeContact.objects.filter(contact=contact).exists()


def look_up(client: Client, contact: Contact, canary: Canary) -> None:
    """The steps of a look-up, whatever the register knows about the number."""
    step = {"number": canary.number, "method": "control_questions"}
    for name, more in [
        ("look-ups:begin", step),
        ("look-ups:confirm", {}),
        ("look-ups:find", {"purpose": "handler"}),
    ]:
        answer = client.post(
            reverse(name, args=[contact.pk]), more | sealed_in(step.get("page", ""))
        )
        step["page"] = answer.content.decode()


def sealed_in(page: str) -> dict[str, str]:
    found = SEALED.search(page)
    return {"sealed": found[1]} if found else {}


def go_astray(client: Client, contact: Contact, canary: Canary) -> None:
    """The numbers and the name in every wrong place: searches, addresses, headers, a worn-out seal, other people's forms."""
    headers = {"Referer": f"http://testserver/{canary.number}", "User-Agent": canary.sentence}
    client.get(reverse("desk-search"), {"q": canary.sentence}, headers=headers)
    client.get(reverse("desk-search"), {"q": canary.number})
    client.post(reverse("contacts:find"), {"code": canary.number})
    client.get(reverse("contacts:past"), {"code": canary.number, "agent": canary.name})
    client.post(reverse("look-ups:begin", args=[contact.pk]), {"number": f"{canary.number[:-1]}x"})
    client.post(reverse("look-ups:find", args=[contact.pk]), {"sealed": canary.sentence})
    client.get(f"/desk/contacts/{canary.number}/")
    client.get(reverse("poll"), {"contact": canary.number, "focus": canary.name})
    client.post("/api/v1/contacts/", {"channel": canary.name}, content_type="application/json")
    client.post(
        f"/api/v1/contacts/{contact.pk}/look-ups/",
        {"number": canary.number, "purpose": canary.name},
        content_type="application/json",
    )


def team() -> list[Client]:
    """Somebody signs in for every thirty look-ups, so that no limit ends the run."""
    clients = []
    for _number in range(8):
        client = Client(raise_request_exception=False)
        client.force_login(UserFactory(roles=["agent"]))
        clients.append(client)
    return clients
