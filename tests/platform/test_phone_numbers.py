"""Which numbers we ring: Swedish ranges as the Post and Telecom Authority's numbering plan gives them out."""

import pytest
from django.utils.translation import override
from phonenumber_field.phonenumber import PhoneNumber

from contactcenter.phone_numbers import fingerprint, refusal, takes_sms

RUNG = {
    "mobile": ["070-174 06 05", "+46701740605", "0046 70 174 06 05", "070 1740605"],
    "landline": ["08-465 004 00", "+46 (0)8 465 004 00", "0046846500400", "08/465.004.00"],
    "office": ["010-123 45 67"],  # a switchboard of an authority or a firm
    "free for callers": ["020-12 34 56", "0200-12 34 56"],
}
COST_EXTRA = {
    "premium": ["0900-123 45 67", "0939-100 00 00", "+46 939 123 456", "0046900 1234567"],
    "mass calls": ["0944-123 45 67"],
    "shared cost": ["077-123 45 67", "0771-12 34 56", "+46 771 123456"],
    "follows a person": ["075-123 45 67"],
}
NO_NUMBER = {
    "short": ["112", "113 13", "114 14", "1177", "90 000"],
    "directory": ["118 118"],
    "pager": ["0740-12 34 56"],
    "machines": ["0719-12 34 56", "0710-12 34 56"],
    "not given out": ["0378-12 34 56", "099-123 45 67", "078-12 34 56"],
    "too short": ["070-174 06", "08-12"],
}
FOREIGN = [
    "+45 32 12 34 56",
    "+358 40 123 4567",
    "+1 900 555 0100",
    "+882 13 123456",
    "+870 773111632",
]


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def read(text):
    return PhoneNumber.from_string(text, region="SE")


def each(table):
    return [pytest.param(text, id=f"{kind} {text}") for kind in table for text in table[kind]]


@pytest.mark.parametrize("text", each(RUNG))
def test_ordinary_number_is_rung_however_it_is_written(text):
    assert refusal(read(text)) == ""


@pytest.mark.parametrize("text", each(COST_EXTRA))
def test_number_that_costs_extra_is_not_rung(text, settings):
    assert "cost extra" in refusal(read(text))

    settings.NUMBERS_REFUSED = []
    assert refusal(read(text)) == ""


@pytest.mark.parametrize("text", each(NO_NUMBER))
def test_what_is_no_number_to_talk_to_somebody_is_never_rung(text, settings):
    settings.NUMBERS_REFUSED = []

    assert "no such" in refusal(read(text))


@pytest.mark.parametrize("text", FOREIGN)
def test_foreign_number_is_not_rung_unless_the_city_says_so(text, settings):
    assert "Swedish" in refusal(read(text))

    settings.NUMBERS_REFUSED = ["PREMIUM", "SHARED_COST"]
    assert "Swedish" not in refusal(read(text))


def test_foreign_premium_number_is_not_rung_where_foreign_ones_are(settings):
    settings.NUMBERS_REFUSED = ["PREMIUM"]

    assert "cost extra" in refusal(read("+1 900 555 0100"))


@pytest.mark.parametrize("text", RUNG["mobile"][:4])
def test_one_number_has_one_fingerprint(text):
    assert fingerprint(read(text)) == fingerprint(read("+46701740605"))
    assert takes_sms(read(text))


@pytest.mark.parametrize("text", [*RUNG["landline"], *RUNG["office"]])
def test_landline_takes_no_sms(text):
    assert not takes_sms(read(text))
