"""A register of invented people, for training: nothing is asked of any other system."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from itertools import count
from typing import Any

from cases.case_register import RegisterAnswer, answers
from contactcenter.personal_numbers import PersonalNumber


@dataclass(frozen=True)
class InventedRegister:
    """Answers about the people of people.json as a city's register would. `today` decides when money is paid out next."""

    today: date

    def ask(self, number: PersonalNumber, *, surname: str) -> RegisterAnswer:
        person = people().get(number.digits)
        if person is None:
            return RegisterAnswer()
        return answers.read(json.dumps(self._told(person, surname)))

    def _told(self, person: dict[str, Any], surname: str) -> dict[str, Any]:
        return {
            "is_protected": person.get("is_protected", False),
            "has_surname": person["surname"].lower() == surname.lower(),
            "cases": [
                case | {"payout_date": next_payout(case["payout_day"], self.today)}
                for case in person["cases"]
            ],
        }


@cache
def people() -> dict[str, dict[str, Any]]:
    """Answer with the invented people by their numbers."""
    content = json.loads(files(__package__).joinpath("people.json").read_text(encoding="utf-8"))
    return {person["number"]: person for person in content["people"]}


def next_payout(day: int | None, today: date) -> str | None:
    """Answer with the next day of a month that has this number, from today on, in ISO 8601; nothing without a number."""
    if day is None:
        return None
    ahead = (today + timedelta(days=step) for step in count())
    return next(date.isoformat() for date in ahead if date.day == day)
