from datetime import UTC, datetime

import pytest

from contactcenter.audit.models import AuditEvent
from districts import lines
from districts.models import PhoneLine
from tests.factories import PhoneLineFactory, UnitFactory, UserFactory

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("shown", "dialled"),
    [
        ("08-465 004 00", "+46846500400"),
        ("070-174 06 05", "+46701740605"),
        ("(08) 465 004 00", "+46846500400"),
        ("020-600 650", "+4620600650"),
        ("+46 8 465 004 00", "+46846500400"),
        ("112", "112"),
        ("113 13", "11313"),
        ("08-465 004 00, choose 2", None),
        ("08-465 004 00 / 01", None),
        ("46500400", None),
        ("08", None),
    ],
)
def test_what_is_dialled_is_worked_out_only_where_it_is_certain(shown, dialled):
    assert lines.dialled(shown) == dialled


@pytest.mark.parametrize(
    ("dial", "tariff"),
    [
        ("+4620600650", PhoneLine.Tariff.FREE),
        ("112", PhoneLine.Tariff.FREE),
        ("+46771234567", PhoneLine.Tariff.SHARED),
        ("+46846500400", None),
        ("", None),
    ],
)
def test_some_numbers_settle_what_a_call_costs(dial, tariff):
    assert lines.tariff_of(dial) == tariff


@pytest.mark.django_db
def test_a_line_gets_an_address_of_its_own():
    unit = UnitFactory(slug="jarva-mottagning")

    made = [lines.create(unit, role_sv="Handläggare", by=UserFactory(), at=NOW) for _each in "12"]

    assert [line.slug for line in made] == [
        "jarva-mottagning-handlaggare",
        "jarva-mottagning-handlaggare-2",
    ]


@pytest.mark.django_db
def test_a_changed_number_is_recorded_with_the_old_one():
    line = PhoneLineFactory()

    lines.change(
        line,
        revision=0,
        number="08-465 004 01",
        dial="+46846500401",
        by=UserFactory(),
        at=NOW,
    )

    line.refresh_from_db()
    assert (line.number, line.revision) == ("08-465 004 01", 1)
    event = AuditEvent.objects.get()
    assert event.action == "line.changed"
    assert (event.details["was"], event.details["number"]) == ("08-465 004 00", "08-465 004 01")


@pytest.mark.django_db
def test_a_line_that_somebody_changed_is_not_overwritten():
    line = PhoneLineFactory()
    lines.change(line, revision=0, is_public=False, by=UserFactory(), at=NOW)

    with pytest.raises(lines.Outdated):
        lines.change(line, revision=0, is_public=True, by=UserFactory(), at=NOW)

    line.refresh_from_db()
    assert line.is_public is False
