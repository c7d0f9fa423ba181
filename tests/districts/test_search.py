from datetime import date, datetime

import pytest
from django.utils import translation

from districts import search
from districts.find import search_key
from districts.models import District, PhoneLine, PlaceName, Unit
from districts.phone_hours import LOCAL
from tests.factories import DistrictFactory, PhoneLineFactory, UnitFactory

pytestmark = pytest.mark.django_db

MONDAY_NINE = datetime(2026, 11, 23, 9, 0, tzinfo=LOCAL)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def jarva() -> District:
    """Järva, once Spånga-Tensta, with a reception and a team for debt advice."""
    district = DistrictFactory(slug="jarva", name="Järva", formed_on=date(2023, 7, 1))
    PlaceName.objects.create(
        name="Spånga-Tensta",
        search_key=search_key("Spånga-Tensta"),
        kind=PlaceName.Kind.FORMER_DISTRICT,
        until=date(2023, 7, 1),
        district=district,
    )
    advice = UnitFactory(district=district, name="Skuldrådgivningen", kind=Unit.Kind.DEBT_ADVICE)
    reception = UnitFactory(district=district, name="Mottagningsgruppen")
    PhoneLineFactory(unit=advice, role="Rådgivare", number="08-465 004 12", dial="+46846500412")
    PhoneLineFactory(unit=reception, role="Handläggare", role_en="Case handlers")
    return district


def lines(query: str) -> list[str]:
    return [shown.line.unit.name for shown in search.find(query, at=MONDAY_NINE).lines]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Järva", ["Mottagningsgruppen", "Skuldrådgivningen"]),
        ("jarva", ["Mottagningsgruppen", "Skuldrådgivningen"]),
        ("Spånga-Tensta", ["Mottagningsgruppen", "Skuldrådgivningen"]),
        ("spånga-tensta skuld", ["Skuldrådgivningen"]),
        ("skuld järva", ["Skuldrådgivningen"]),
        ("rådgivare", ["Skuldrådgivningen"]),
        ("case handlers", ["Mottagningsgruppen"]),
        ("debt advice", ["Skuldrådgivningen"]),
        ("004 12", ["Skuldrådgivningen"]),
        ("+46846500412", ["Skuldrådgivningen"]),
        ("simskola", []),
    ],
)
def test_words_and_names_lead_to_lines(jarva, query, found):
    DistrictFactory(name="Farsta")
    PhoneLineFactory(unit__name="Annan enhet", unit__district__name="Bromma")

    assert lines(query) == found


def test_an_old_name_says_which_district_it_is_today(jarva):
    found = search.find("Spånga-Tensta", at=MONDAY_NINE)

    assert found.place.districts == [jarva]
    assert found.place.reasons == ["Spånga-Tensta is part of Järva since 1 July 2023."]


def test_a_guess_does_not_stand_beside_lines_that_are_called_so(jarva):
    assert search.find("järva skuld", at=MONDAY_NINE).place.districts == []
    assert search.find("järva simskola", at=MONDAY_NINE).place.districts == [jarva]


def test_a_unit_that_was_closed_leads_to_the_one_that_took_over():
    successor = PhoneLineFactory(unit__name="Mottagningen").unit
    closed = UnitFactory(name="Gamla gruppen", closed_on=date(2026, 1, 1), successor=successor)
    PhoneLineFactory(unit=closed)

    assert lines("gamla gruppen") == ["Mottagningen"]


def test_staff_find_lines_that_residents_do_not_see():
    PhoneLineFactory(unit__name="Interna jouren", is_public=False)

    assert lines("interna") == ["Interna jouren"]


def test_only_the_first_dozen_is_shown_and_the_number_of_all_told():
    unit = UnitFactory(name="Mottagningen")
    for _number in range(14):
        PhoneLineFactory(unit=unit)

    found = search.find("mottagningen", at=MONDAY_NINE)

    assert (len(found.lines), found.total, len(found)) == (12, 14, 14)


@pytest.mark.parametrize("count", [1, 3])
def test_finding_takes_the_same_queries_however_many_lines_there_are(
    count, django_assert_num_queries
):
    relief = PhoneLineFactory(mode=PhoneLine.Mode.ALWAYS)
    for _number in range(count):
        PhoneLineFactory(unit__name="Mottagningen", outside_hours=relief)

    with django_assert_num_queries(12):
        search.find("mottagningen", at=MONDAY_NINE)
