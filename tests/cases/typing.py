"""The page of an open contact as a browser holds it: what is typed there, what it sends, and what it learns."""

import re
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cases.models import Contact

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
TEXTAREA = re.compile(r'<textarea name="(q\d+-note)"[^>]*>\n?(.*?)</textarea>', re.DOTALL)
BASE = re.compile(r'<input type="hidden" name="base-([a-z0-9-]+)" value="([^"]*)"')


class Page:
    """Speaks the protocol of static/js/desk.js for the notes of one contact."""

    def __init__(self, client: Client, contact: Contact) -> None:
        self.client = client
        self.contact = contact
        self.load()

    def load(self) -> None:
        """Open the page, or load it again: what was only on the screen is gone."""
        self.response = self.client.get(reverse("contacts:contact", args=[self.contact.pk]))
        html = self.response.content.decode()
        token = re.search(r'data-draft="([^"]+)"', html)
        assert token, self.response.status_code
        self.token = unescape(token[1])
        self.notes = {name: unescape(text) for name, text in TEXTAREA.findall(html)}
        self.bases = {name: [unescape(base)] for name, base in BASE.findall(html)}

    def type(self, text: str, name: str = "q1-note") -> None:
        self.notes[name] = self.notes.get(name, "") + text

    def body(self, name: str = "q1-note") -> dict[str, Any]:
        return {name: self.notes[name], f"base-{name}": self.bases[name]}

    def send(self, name: str = "q1-note", **headers: str) -> HttpResponse:
        """Send one field, as the browser does; the answer may be lost before `hear` is called."""
        data = self.body(name)
        self.bases[name] = [*self.bases[name], self.notes[name]]
        return self.client.post(
            reverse("contacts:typed", args=[self.contact.pk]),
            data,
            headers={"Draft": self.token} | SAME_ORIGIN | headers,
        )

    def hear(self, response: HttpResponse, name: str = "q1-note") -> None:
        """Take the server's word for what stands in the field."""
        told = response.json().get("fields", {}).get(name, {})
        if not told.get("conflict"):
            self.bases[name] = [told.get("stored", self.notes[name])]
            self.notes[name] = self.bases[name][0]

    def save(self, name: str = "q1-note") -> HttpResponse:
        response = self.send(name)
        if response.status_code in {200, 401}:
            self.hear(response, name)
        return response
