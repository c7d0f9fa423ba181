import json
import logging
import re

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from contactcenter import logs

# Skatteverket's open test data, CC0: numbers that no living person has or gets.
OFFICIAL_TEST_NUMBERS = [
    "189001019802",
    "189912319812",
    "201311122392",
    "201311132383",
    "201312062399",
    "197010632391",
    "198601812393",
]
CANARIES = [
    *OFFICIAL_TEST_NUMBERS,
    *(number[2:] for number in OFFICIAL_TEST_NUMBERS),
    "20131112-2392",
    "131112-2392",
    "900101+9802",
    "131112 2392",
    "131112–2392",
    "2013-11-12-2392",
    "2013-11-12 2392",
    "١٣١١١٢-٢٣٩٢",
    "08-465 004 00",
    "0846500400",
    "070-174 06 05",
    "070 1740605",
    "(08) 465 004 00",
    "020-600 650",
    "+46701740605",
    "+46 70 174 06 05",
    "+46 (0)8-465 004 00",
    "0046701740605",
    "%2B46701740605",
    "+358 9 123 4567",
    "anna.andersson@example.org",
    "ÅSA+jobb@exämple.se",
    "anna%40example.org",
]
ORDINARY = [
    "2026-11-21",
    "2026-11-21 08:30:00",
    "2026-11-21T08:30:00.123456+01:00",
    "1793000000123",
    "123456",
    "08:30–09:30",
    "127.0.0.1:8000",
    "Python 3.11.2",
    "112",
    "1177",
    "line 1234 of 56789",
    "98.5 ms",
    "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
    "8d11ec3f2cfa474d9002df54864d4fbe",
    "celery@worker ready",
]


@pytest.mark.parametrize("canary", CANARIES)
@pytest.mark.parametrize("around", ["{}", "tel:{}.", "({})", '{{"x": "{}"}}', "a{}z", "/{}/?q={}"])
def test_what_points_at_a_person_is_masked(canary, around):
    masked = logs.mask(around.format(canary, canary))

    assert canary not in masked
    assert sum(sign.isdecimal() for sign in masked) < 6


@pytest.mark.parametrize("ordinary", ORDINARY)
def test_ordinary_figures_stay(ordinary):
    assert logs.mask(f"it took {ordinary} today") == f"it took {ordinary} today"


SEPARATORS = st.sampled_from(["", "-", " ", "+", "–", "\u00a0"])
WORDS = st.text(st.characters(exclude_categories=["Nd"], exclude_characters="[]"), max_size=15)


@st.composite
def personal_numbers(draw):
    """Right in form: a month and a day of a person or of a coordination number; the rest as it comes."""
    century = draw(st.sampled_from(["", "18", "19", "20"]))
    year, serial = draw(st.integers(0, 99)), draw(st.integers(0, 9999))
    month, day = draw(st.integers(1, 12)), draw(st.integers(1, 31)) + draw(st.sampled_from([0, 60]))
    return f"{century}{year:02}{month:02}{day:02}{draw(SEPARATORS)}{serial:04}"


@st.composite
def phone_numbers(draw):
    """An area or country code and seven or more digits, in groups as people write them."""
    start = draw(st.sampled_from(["08", "070", "031", "+46 8", "+4670", "0046 8"]))
    groups = draw(st.lists(st.integers(10, 999), min_size=3, max_size=3))
    gap = draw(st.sampled_from(["", " ", "-"]))
    return gap.join([start, *map(str, groups)])


@given(before=WORDS, number=personal_numbers() | phone_numbers(), after=WORDS)
def test_no_number_survives_wherever_it_stands(before, number, after):
    masked = logs.mask(before + number + after)

    assert number not in masked
    assert re.search(r"\d{4}", masked) is None


@given(
    st.recursive(
        st.sampled_from(CANARIES) | st.integers() | st.none(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(CANARIES), inner, max_size=3)
        ),
    )
)
def test_values_are_masked_however_deep(value):
    shown = json.dumps(logs.masked(value), ensure_ascii=False)

    assert [canary for canary in CANARIES if f'"{canary}"' in shown] == []


def test_an_event_is_one_line_with_the_request_it_belongs_to(log_lines):
    with structlog.contextvars.bound_contextvars(request_id="abc"):
        structlog.get_logger("ours").info("anchored", count=3)

    (line,) = log_lines()
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "anchored",
        "count": 3,
        "level": "info",
        "logger": "ours",
        "request_id": "abc",
    }


def test_fields_that_nobody_has_thought_about_are_left_out_by_name(log_lines):
    structlog.get_logger("ours").info("asked", name="Anna Andersson", count=1)

    (line,) = log_lines()
    assert line["left_out"] == ["name"]
    assert "Anna" not in json.dumps(line)


@pytest.mark.parametrize("name", ["django.security", "celery.task", "gunicorn.error", "another"])
def test_other_packages_write_the_same_lines(log_lines, name):
    logging.getLogger(name).warning("call %s, %s", "070-174 06 05", 201311122392)

    (line,) = log_lines()
    assert (line["event"], line["logger"]) == ("call [phone], [personal number]", name)


def test_tracebacks_are_masked_and_rows_that_postgresql_quotes_left_out(log_lines):
    error = ValueError(
        "no\nDETAIL:  Failing row contains (7, Anna, Storgatan 1).\nfor a@example.org"
    )
    try:
        raise error
    except ValueError:
        logging.getLogger("another").exception("failed for %s", "131112-2392")

    (line,) = log_lines()
    assert line["event"] == "failed for [personal number]"
    assert "test_logs.py" in line["exception"]
    assert line["exception"].endswith("ValueError: no\n[row]\nfor [email]")


def test_gunicorn_writes_no_access_log_beside_ours(log_lines):
    logging.getLogger("gunicorn.access").info("GET /?q=131112-2392")

    assert log_lines() == []
