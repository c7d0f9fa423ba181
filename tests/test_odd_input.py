"""Whatever somebody writes into an address or a form, no URL of the matrix fails: a fault of theirs is never one of ours.

Each field that a page's forms have, and each name that an address may carry, is filled in oddly; then all of them at once.
"""

from collections.abc import Iterator
from itertools import islice, product

import html5lib
import pytest
from django.conf import settings
from django.test import Client

from tests import test_matrix
from tests.endurance import SHARE
from tests.matrix import GROUPS, ROWS
from tests.test_matrix import City, undone

pytestmark = pytest.mark.endurance

city = test_matrix.city  # a fixture

ODD = [
    *("\x00", "²", "x" * 5000, "9" * 30, "9" * 5000),
    *("0001-01-01", "9999-12-31", "0001-01-01T00:00", "9999-12-31T23:59"),
]
NAMES = {
    "GET": ["at", "below", "cursor", "lang", "next", "original", "page", "page_size", "q", "sort"],
    "POST": [
        "moment",
        "next",
        "original",
        "reason",
        "revision",
        "rows",
    ],  # beside those that the page shows
}
LEFT_OUT = {"readyz", "styleguide"}  # asks other servers; shows forms that lead nowhere
ROUTES = list({row.route: row for row in ROWS if row.route not in LEFT_OUT}.values())  # each once

Fields = dict[str, str]


def shown_on(page: str, method: str) -> Fields:
    """Answer the fields of a page's forms of that method, filled in as the page shows them, or nearly so."""
    fields: Fields = {}
    for form in html5lib.parse(page, namespaceHTMLElements=False).iter("form"):
        if form.get("method", "get").upper() == method:
            for field in form.iterfind(".//*[@name]"):
                chosen = field.find(".//option[@selected]")
                value = field.get("value") if chosen is None else chosen.get("value")
                fields.setdefault(field.get("name"), value or "")
    return fields


def oddly_filled_in(fields: Fields) -> Iterator[Fields]:
    yield from (dict.fromkeys(fields, odd) for odd in ODD)
    yield from (fields | {name: odd} for odd, name in product(ODD, fields))


def ask(city: City, person: str, method: str, address: str, fields: Fields) -> tuple[int, str]:
    client = Client(raise_request_exception=False)
    if person in city.sessions:
        client.cookies[settings.SESSION_COOKIE_NAME] = city.sessions[person]
    with undone():
        answer = client.get(address, fields) if method == "GET" else client.post(address, fields)
    is_page = answer.get("Content-Type", "").startswith("text/html")
    return answer.status_code, answer.content.decode() if is_page else ""


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("number", range(len(ROUTES)), ids=lambda number: ROUTES[number].route)
def test_odd_input_is_no_fault_of_ours(city, number, method):
    row = ROUTES[number]
    if {"GET": row.get, "POST": row.post}[method] == "405":
        return
    person, place = min(GROUPS[row.let_in]), city.places["city" if row.of == "city" else "here"]
    address = place.address(row.route).partition("?")[0]
    _, page = ask(city, person, "GET", address, {})
    fields = dict.fromkeys(NAMES[method], "") | shown_on(page, method)

    every = round(1 / SHARE)
    for tried in islice(oddly_filled_in(fields), number % every, None, every):
        status, _ = ask(city, person, method, address, tried)
        assert status < 500, tried
