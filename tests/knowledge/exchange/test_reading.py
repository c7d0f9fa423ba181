from collections.abc import Iterator
from datetime import date

import pytest
from django.utils.translation import override

from contactcenter.spreadsheets import original, reversible
from knowledge.exchange import reading
from knowledge.exchange.rows import Row


def read(name: str, content: bytes) -> list[Row]:
    return reading.read(name, content, today=date(2026, 11, 23))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with override("en"):
        yield


def test_a_spreadsheets_csv_is_read_whatever_separates_its_cells():
    for delimiter in ";,\t":
        text = f'\ufeffslug{delimiter}language{delimiter}title\r\nthe-norm{delimiter}sv{delimiter}"Vad är{delimiter} normen?"\r\n'

        rows = read("texts.CSV", text.encode())

        assert [row.values for row in rows] == [
            {"slug": "the-norm", "language": "sv", "title": f"Vad är{delimiter} normen?"}
        ]


def test_a_cell_may_hold_several_lines_and_the_row_says_where_it_ends():
    content = b'slug;language;body\nthe-norm;sv;"One\n\n- two"\n'

    (row,) = read("texts.csv", content)

    assert (row.place, row.get("body")) == ("line 4", "One\n\n- two")


@pytest.mark.parametrize(
    "text", ["=1+1", "-list", "'quoted", "''twice", "+46", "@x", " space", "a"]
)
def test_what_would_be_a_formula_comes_back_as_it_was(text):
    assert original(reversible(text)) == text
    assert not reversible(text).startswith(("=", "+", "-", "@"))


def test_json_takes_lists_as_one_thing_a_line():
    content = '{"texts": [{"slug": "a", "language": "sv", "have_ready": ["one", "two"], "is_public": true, "title": null}]}'

    (row,) = read("texts.json", content.encode())

    assert row.values == {
        "slug": "a",
        "language": "sv",
        "have_ready": "one\ntwo",
        "is_public": "yes",
    }


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("texts.xlsx", b"PK", "ends with .csv or .json"),
        ("texts.csv", "slug;language;title\na;sv;å".encode("latin-1"), "CSV UTF-8"),
        ("texts.csv", b"slug;language\na\0;sv", "not a text file"),
        ("texts.csv", b"", "missing"),
        ("texts.csv", b"slug;title\na;b", "missing: language"),
        ("texts.csv", b"slug;language;colour\na;sv;red", "colour"),
        ("texts.csv", b"slug;language;slug\na;sv;b", "slug"),
        ("texts.csv", b"slug;language\n", "no article"),
        ("texts.csv", b"slug;language\na;sv;too;many", "Line 2"),
        ("texts.csv", b'slug;language\n"a;sv\nb;sv', "quotation mark"),
        ("texts.json", b"[", "not JSON"),
        ("texts.json", b"[" * 100_000, "not JSON"),
        ("texts.json", b"[]", "texts"),
        ("texts.json", b'{"texts": ["a"]}', "texts"),
        ("texts.json", b'{"texts": [{"slug": {"a": 1}, "language": "sv"}]}', "slug"),
        ("texts.json", b'{"texts": [{"slug": "a\\u0000", "language": "sv"}]}', "not a text file"),
        ("texts.csv", b"a" * (reading.BYTES_AT_MOST + 1), "5 MB"),
        ("texts.csv", b"slug;language\n" + b"a;sv\n" * 5001, "5 000"),
        ("texts.csv", b"slug;language;body\na;sv;call 19850709-9813", "personal number in line 2"),
    ],
)
def test_what_cannot_be_read_says_why(name, content, said):
    with pytest.raises(reading.NotReadable, match=said):
        read(name, content)
