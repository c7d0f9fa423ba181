"""What a version says in plain text: sources, and the law of a day; and a table that was pasted."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.utils.translation import override

from knowledge.norm import comparison, pasted, tables
from knowledge.norm.starting_years import amounts_of, legal_basis_of
from knowledge.norm.tables import ITEMS, NormTable, Source
from tests.factories import NormYearFactory
from tests.knowledge.norm import facts

OLD_ACT = "4 kap. 3 § socialtjänstlagen (2001:453)"
NEW_ACT = "12 kap. 7 § första stycket 1 socialtjänstlagen (2025:400)"

# As it stands in SFS 2025:468 12 kap. 2 §, in its wording by SFS 2025:1046.
STATUTE = """
Personliga kostnader per hemmavarande barn och skolungdom, kronor per månad
Ålder\t        Summa personliga \tUtan lunch fem dagar kostnader               per vecka
0 år            2 740                   2 560
1-2 år\t        3 060\t                2 800
3 år\t        2 720\t                2 500
4-6 år\t        3 060\t                2 720
7-10 år\t        3 820\t
11-14 år\t4 390\t
15-18 år\t4 960\t
19-20 år\t5 000\t
Personliga kostnader vuxna, kronor per månad
Hushållstyp\tSumma personliga kostnader
Ensamstående\t3 940
Sambo\t        7 100
Gemensamma hushållskostnader, kronor per månad
Antal personer  Summa gemensamma i hushållet\tkostnader
1\t        1 280
2\t        1 410
3\t        1 790
4\t        2 030
5\t        2 330
6\t        2 640
7\t        2 830
"""


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


def table_of(year: int, **changes: int | None) -> NormTable:
    return NormTable({**amounts_of(facts.YEARS[year]), **changes})


@pytest.mark.parametrize(
    ("day", "law"),
    [
        (date(2006, 1, 1), OLD_ACT),
        (date(2025, 6, 30), OLD_ACT),
        (date(2025, 7, 1), NEW_ACT),
        (date(2026, 12, 31), NEW_ACT),
    ],
)
def test_the_law_is_that_of_the_day_also_in_the_middle_of_a_year(day, law):
    text = legal_basis_of(day.year, facts.DATA["legal_basis"])

    assert tables.legal_basis_on(day, text)[0] == law
    assert len(tables.legal_basis_on(day, text)) == 2


def test_sources_are_read_one_a_line():
    text = "SFS 2025:468 https://example.org/a\n\nhttps://example.org/b\nA book"

    assert tables.sources_in(text) == [
        Source("SFS 2025:468", "https://example.org/a"),
        Source("https://example.org/b", "https://example.org/b"),
        Source("A book"),
    ]
    assert tables.sources_in("X javascript:alert(1)") == [Source("X javascript:alert(1)")]


def test_the_statutes_own_text_can_be_pasted():
    understood = pasted.read(STATUTE)

    assert understood.problems == []
    assert understood.amounts == table_of(2026).amounts


@pytest.mark.parametrize("year", facts.YEARS)
def test_a_table_that_is_copied_and_pasted_is_the_same(year):
    table = table_of(year)

    understood = pasted.read(pasted.write(table))

    assert understood.problems == []
    assert {**dict.fromkeys(ITEMS), **understood.amounts} == table.amounts


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("21-22 år;5000", "Line 1: “21-22 år” is not a row of the table."),
        ("7-10 år;3820;3000", "Line 1: the amounts cannot be read."),
        ("sambo;7 100,50", "Line 1: the amounts cannot be read."),
        ("sambo;71OO", "Line 1: the amounts cannot be read."),
    ],
)
def test_what_cannot_be_read_is_said_line_by_line(line, problem):
    assert pasted.read(line).problems == [problem]


def test_what_looks_like_a_mistake_is_pointed_at():
    before = table_of(2025)

    assert comparison.oddities(table_of(2026), before) == []
    for change, said in [
        ({"couple": 8000}, "A couple usually has"),
        ({"common_5": 2000}, "people at home: 5: usually more"),
        ({"lunch_away_3": 2720}, "usually less than with all meals"),
        ({"child_7": 3825}, "even tens"),
        ({"single": 5400}, "changes by more than 15 percent, from 3910 to 5400"),
        ({"lunch_away_0": None}, "are missing"),
    ]:
        assert said in " ".join(comparison.oddities(table_of(2026, **change), before)), change


@pytest.mark.parametrize("year", facts.YEARS)
def test_no_table_of_the_file_looks_like_a_mistake_in_itself(year):
    assert [odd for odd in comparison.oddities(table_of(year), None) if "missing" not in odd] == []


def test_differences_name_every_changed_item_and_nothing_else():
    before = NormYearFactory.build()
    amounts = {**before.amounts, "single": 4000, "lunch_away_0": None}
    after = NormYearFactory.build(amounts=amounts, status="secondary", sources="Another")

    found = [
        (str(each.what), each.before, each.after) for each in comparison.differences(before, after)
    ]

    assert found == [
        ("Child: Age 0, lunch at preschool", "2560", "Not known"),
        ("One adult", "3940", "4000"),
        ("How sure it is", "Official source", "Secondary source only"),
        ("Sources", before.sources, "Another"),
    ]
