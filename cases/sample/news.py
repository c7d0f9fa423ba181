"""News of the sample city: some to be read, some for one competence, some past and some to come."""

from datetime import datetime, time, timedelta
from typing import Any

from cases.models import NewsItem
from cases.sample import read
from contactcenter.accounts.models import User
from districts.phone_hours import LOCAL

AS_THE_DAY_BEGINS = time(8)


def load(*, at: datetime) -> int:
    """Create the items unless there are any; answer how many are new."""
    if NewsItem.objects.exists():
        return 0
    items = [_item(entry, at=at) for entry in read("news")["items"]]
    return len(NewsItem.objects.bulk_create(items))


def _item(entry: dict[str, Any], *, at: datetime) -> NewsItem:
    return NewsItem(
        kind=entry["kind"],
        title=entry["title"],
        body=entry["body"],
        is_important=entry["is_important"],
        competences=entry["competences"],
        starts_at=_morning(entry["from_day"], at=at),
        ends_at=_morning(entry["until_day"], at=at) if entry["until_day"] else None,
        author=User.objects.get(email=entry["author"]),
    )


def _morning(days: int, *, at: datetime) -> datetime:
    day = at.astimezone(LOCAL).date() + timedelta(days=days)
    return datetime.combine(day, AS_THE_DAY_BEGINS, tzinfo=LOCAL)
