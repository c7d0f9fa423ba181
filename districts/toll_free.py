"""Numbers that are free for the caller: what they cost the city."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from contactcenter.accounts.models import User
from contactcenter.audit import events
from districts.models import PhoneLine, TollFreeNumber

ORE = Decimal("0.01")
NOTHING = Decimal(0)


@dataclass(frozen=True)
class Cost:
    """What a number costs in a year, in kronor. `months`: how many are paid for."""

    connection: Decimal = NOTHING
    subscription: Decimal = NOTHING
    traffic: Decimal = NOTHING
    months: int = 0

    @property
    def total(self) -> Decimal:
        return self.connection + self.subscription + self.traffic


def cost_of_year(line: PhoneLine, year: int, *, minutes: int = 0) -> Cost:
    """Answer what the line's free numbers cost in the year.

    The connection is paid in the year in which a number begins. Every month that has begun is paid in full, at the price
    that held first in it. `minutes` is the traffic of the whole year, spread evenly over the months that are paid.
    """
    return cost(list(line.toll_free_numbers.all()), year, minutes=minutes)


def cost(numbers: list[TollFreeNumber], year: int, *, minutes: int = 0) -> Cost:
    """Answer the same for rows that have been fetched."""
    paid = [
        holding
        for number in {each.number for each in numbers}
        for month in range(1, 13)
        if (holding := _holding([each for each in numbers if each.number == number], year, month))
    ]
    per_month = Decimal(minutes) / len(paid) if paid else NOTHING
    traffic = sum((each.cost_per_minute * per_month for each in paid), NOTHING)
    return Cost(
        connection=sum(
            (each.connection_fee for each in numbers if each.starts_on.year == year), NOTHING
        ),
        subscription=sum((each.monthly_fee for each in paid), NOTHING),
        traffic=traffic.quantize(ORE),
        months=len(paid),
    )


def cost_of_each(
    numbers: Iterable[TollFreeNumber], *, year: int, minutes: int | None
) -> dict[PhoneLine, Cost]:
    """Answer the cost of the year for each line that has one of the numbers; `minutes` is each line's traffic."""
    by_line = defaultdict(list)
    for number in numbers:
        by_line[number.line].append(number)
    return {line: cost(of_line, year, minutes=minutes or 0) for line, of_line in by_line.items()}


def _holding(prices: list[TollFreeNumber], year: int, month: int) -> TollFreeNumber | None:
    """Answer the prices of one number that held first in the month, if it existed on any day of it."""
    first = date(year, month, 1)
    next_month = date(year + month // 12, month % 12 + 1, 1)
    held = [
        each
        for each in prices
        if each.starts_on < next_month and (each.ends_on is None or each.ends_on >= first)
    ]
    return min(held, key=lambda each: each.starts_on, default=None)


@transaction.atomic
def register(line: PhoneLine, *, by: User, at: datetime, **values: Any) -> TollFreeNumber:
    number = TollFreeNumber.objects.create(line=line, **values)
    events.record(by, "toll_free.registered", number, at=at, unit=str(line.unit))
    return number


@transaction.atomic
def change(number: TollFreeNumber, /, *, by: User, at: datetime, **values: Any) -> None:
    for name, value in values.items():
        setattr(number, name, value)
    number.save(update_fields=list(values))
    events.record(by, "toll_free.changed", number, at=at, unit=str(number.line.unit))
