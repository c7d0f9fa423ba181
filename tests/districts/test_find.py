from datetime import date

import pytest
from django.utils import translation

from districts import find
from districts.find import Outcome
from districts.models import District, PlaceName
from districts.sample import read
from districts.sample.places import names_of
from tests.factories import DistrictFactory

EVERY_NAME = [
    (name["name"], entry["name"])
    for entry in read("places")["districts"]
    for name in names_of(entry)
]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> None:
    with translation.override("en"):
        yield


def names(answer: find.Answer) -> list[str]:
    return [district.name_sv for district in answer.districts]


def spellings(name: str) -> set[str]:
    folded = name.translate(str.maketrans("åäöÅÄÖ", "aaoAAO"))
    return {
        name,
        name.upper(),
        folded,
        name.replace("-", " "),
        name.replace(" ", "-"),
        f"  {name} ",
    }


def test_every_name_in_every_spelling_finds_todays_district(sample_city):
    for name, district in EVERY_NAME:
        for spelling in spellings(name):
            assert names(find.find(spelling)) == [district], spelling


def test_every_name_but_the_ambiguous_one_is_sure(sample_city):
    unsure = {
        name for name, _district in EVERY_NAME if find.find(name).outcome is not Outcome.FOUND
    }

    assert unsure == {"Svedmyra"}


def test_every_district_finds_itself(sample_city):
    for district in District.objects.all():
        answer = find.find(district.name)

        assert (answer.outcome, answer.districts) == (Outcome.FOUND, [district])


def test_one_letter_missing_nearly_always_finds_the_district_and_is_never_sure_of_another(
    sample_city,
):
    tried, missed = 0, []
    for name, district in EVERY_NAME:
        for position in range(1, len(name), 2):
            answer = find.find(name[:position] + name[position + 1 :])
            tried += 1
            if district not in names(answer):
                missed.append(name)
                assert answer.outcome is not Outcome.FOUND, (name, position)

    assert len(missed) / tried < 0.03, missed


def test_a_district_is_found_by_its_name_in_every_language(sample_city):
    assert names(find.find("northern inner city")) == ["Norra innerstaden"]
    assert names(find.find("norra innerstaden")) == ["Norra innerstaden"]


def test_a_former_district_says_since_when_it_is_part_of_todays(sample_city):
    assert find.find("Spånga-Tensta").reasons == [
        "Spånga-Tensta is part of Järva since 1 July 2023."
    ]


def test_a_district_merged_twice_says_until_when_it_was_one(sample_city):
    assert find.find("Rinkeby").reasons == [
        "Rinkeby is in Järva.",
        "Rinkeby was a district of its own until 31 December 2006. Today it is part of Järva.",
    ]


def test_an_ambiguous_name_says_so(sample_city):
    answer = find.find("Svedmyra")

    assert answer.outcome is Outcome.AMBIGUOUS
    assert names(answer) == ["Farsta"]
    assert answer.reasons == [
        "Part of Svedmyra is in Farsta. Other parts may be in another district."
    ]


def test_a_name_in_two_districts_lists_both():
    one, other = (
        DistrictFactory(name="One", slug="one"),
        DistrictFactory(name="Other", slug="other"),
    )
    for district in (one, other):
        PlaceName.objects.create(
            name="Between", search_key="between", kind="neighbourhood", district=district
        )

    answer = find.find("between")

    assert (answer.outcome, answer.districts) == (Outcome.AMBIGUOUS, [one, other])


@pytest.mark.parametrize(
    ("query", "district"),
    [
        ("Tenstagången 5", "Järva"),
        ("Skärholmsgången 3", "Skärholmen"),
        ("hägerstensvägen 112", "Hägersten-Älvsjö"),
        ("Exempelgatan 4, Östermalm", "Norra innerstaden"),
        ("Exempelgatan 4 Norra Ängby", "Bromma"),
        ("Rinkby", "Järva"),
        ("östermlam", "Norra innerstaden"),
        ("vallingb", "Hässelby-Vällingby"),
    ],
)
def test_streets_addresses_and_spelling_mistakes_are_guessed(sample_city, query, district):
    answer = find.find(query)

    assert (answer.outcome, names(answer)) == (Outcome.GUESSED, [district])


def test_a_beginning_shared_by_two_districts_is_ambiguous(sample_city):
    answer = find.find("hammarby")

    assert (answer.outcome, names(answer)) == (Outcome.AMBIGUOUS, ["Skarpnäck", "Södermalm"])


@pytest.mark.parametrize(
    "query",
    [
        "",
        "  ",
        "?",
        "a",
        "127 26",
        "Solna",
        "Sundbyberg",
        "Sundbybergsvägen 2",
        "Huddinge",
        "Exempelgatan 1",
        "x" * 5000,
    ],
)
def test_what_no_name_tells_is_not_guessed(sample_city, query):
    assert find.find(query).outcome is Outcome.NOTHING


def test_a_dissolved_district_is_never_answered(sample_city):
    District.objects.filter(slug="jarva").update(dissolved_on=date(2026, 1, 1), formed_on=None)

    assert find.find("Järva").districts == []
    assert find.find("Tensta").districts == []


@pytest.mark.parametrize(
    ("slug", "district"),
    [("jarva", "jarva"), ("spanga-tensta", "jarva"), ("norrmalm", "norra-innerstaden")],
)
def test_an_old_address_leads_to_todays_district(sample_city, slug, district):
    assert find.district_at(slug).slug == district


def test_an_unknown_address_leads_nowhere(sample_city):
    assert find.district_at("atlantis") is None


def test_finding_asks_the_database_twice_whatever_there_is(sample_city, django_assert_num_queries):
    with django_assert_num_queries(2):
        find.find("Exempelgatan 17, Tensta")
