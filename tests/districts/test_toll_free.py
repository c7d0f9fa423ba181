from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError

from contactcenter.audit.models import AuditEvent
from districts import toll_free
from districts.models import PhoneLine
from tests.factories import PhoneLineFactory, UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2009, 8, 1, tzinfo=UTC)


def line_with(*, starts_on=date(2009, 1, 1), line=None, **values):
    """Prices as the district Skärholmen stated them in 2009: 941 kr once, 313 kr a month, traffic on top."""
    prices = {"connection_fee": 941, "monthly_fee": 313, "cost_per_minute": 0} | values
    line = line or PhoneLineFactory(
        number="020-600 650", dial="+4620600650", tariff=PhoneLine.Tariff.FREE
    )
    toll_free.register(
        line, number="020-600 650", starts_on=starts_on, by=UserFactory(), at=NOW, **prices
    )
    return line


def test_the_first_year_and_the_years_after_cost_what_the_source_says():
    line = line_with()

    assert [toll_free.cost_of_year(line, year).total for year in (2008, 2009, 2010)] == [
        0,
        4697,
        3756,
    ]


def test_traffic_comes_on_top():
    line = line_with(cost_per_minute=Decimal("0.35"))

    cost = toll_free.cost_of_year(line, 2010, minutes=12_000)

    assert (cost.subscription, cost.traffic, cost.total) == (3756, 4200, 7956)


def test_a_month_that_has_begun_is_paid_in_full():
    line = line_with(starts_on=date(2009, 3, 31), ends_on=date(2009, 5, 1))

    cost = toll_free.cost_of_year(line, 2009)

    assert (cost.months, cost.total) == (3, 941 + 3 * 313)


def test_a_new_price_holds_from_the_month_after_it_begins():
    line = line_with(ends_on=date(2009, 6, 14))
    line_with(line=line, starts_on=date(2009, 6, 15), connection_fee=0, monthly_fee=400)

    cost = toll_free.cost_of_year(line, 2009)

    assert (cost.months, cost.subscription, cost.connection) == (12, 6 * 313 + 6 * 400, 941)


def test_minutes_are_spread_over_the_months_that_are_paid():
    line = line_with(ends_on=date(2009, 6, 30), cost_per_minute=Decimal("0.10"))
    line_with(
        line=line, starts_on=date(2009, 7, 1), connection_fee=0, cost_per_minute=Decimal("0.30")
    )

    assert toll_free.cost_of_year(line, 2009, minutes=1200).traffic == 600 * Decimal("0.4")


def test_a_line_without_free_numbers_costs_nothing():
    assert toll_free.cost_of_year(PhoneLineFactory(), 2009, minutes=100).total == 0


def test_a_number_never_has_two_prices_on_one_day():
    line = line_with()

    with pytest.raises(IntegrityError):
        line_with(line=line, starts_on=date(2009, 12, 31))


def test_registering_and_changing_is_recorded():
    number = line_with().toll_free_numbers.get()

    toll_free.change(number, ends_on=date(2009, 12, 31), by=UserFactory(), at=NOW)

    assert [event.action for event in AuditEvent.objects.order_by("pk")] == [
        "toll_free.registered",
        "toll_free.changed",
    ]
