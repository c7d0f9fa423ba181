"""Outside hours, callers go to another line, and from that one perhaps to a third: who answers at a moment?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from districts import line_hours
from districts.models import PhoneLine
from districts.phone_hours import Answer, PhoneHours, State, open_at


@dataclass(frozen=True)
class Step:
    """A line that was asked, and what it answered."""

    line: PhoneLine
    answer: Answer

    @property
    def is_missing_number(self) -> bool:
        return not self.line.number

    @property
    def answers(self) -> bool:
        return self.answer.state is State.OPEN and not self.is_missing_number


@dataclass(frozen=True)
class Relief:
    """The lines that were asked, in order, up to the first that answers, if one does."""

    steps: tuple[Step, ...]

    @property
    def line(self) -> PhoneLine | None:
        last = self.steps[-1] if self.steps else None
        return last.line if last and last.answers else None

    @property
    def missing_numbers(self) -> list[PhoneLine]:
        """Answer the lines that were passed over although they may be open, because nobody has given their number."""
        return [step.line for step in self.steps if step.is_missing_number]


def who_answers(line: PhoneLine, at: datetime) -> Relief:
    """Ask the line, and then each that it sends callers to, until one is open and has a number."""
    chain = [line, *chains([line])[line]]
    return first_that_answers(chain, line_hours.of_many(chain, at=at), at)


def first_that_answers(
    chain: Iterable[PhoneLine], hours: Mapping[PhoneLine, PhoneHours], at: datetime
) -> Relief:
    """Ask the lines in order, by the hours that are taken to be theirs, until one is open and has a number."""
    steps: list[Step] = []
    for asked in chain:
        steps.append(Step(asked, open_at(hours[asked], at)))
        if steps[-1].answers:
            break
    return Relief(tuple(steps))


def chains(lines: Iterable[PhoneLine]) -> dict[PhoneLine, list[PhoneLine]]:
    """Answer for each line the lines that callers are sent on to, in order: two queries however many they are."""
    sends_to = _sends_to()
    following = {line: _chain(line.pk, sends_to)[1:] for line in lines}
    asked = {pk for chain in following.values() for pk in chain}
    known = PhoneLine.objects.select_related("unit").in_bulk(asked)
    return {line: [known[pk] for pk in chain] for line, chain in following.items()}


def would_loop(line: PhoneLine, target: PhoneLine) -> bool:
    """Answer whether callers would come back to the line if it sent them to the target."""
    return line.pk in _chain(target.pk, _sends_to())


def _sends_to() -> dict[int, int | None]:
    """Answer, for every line of the city, the line it sends callers to."""
    return dict(PhoneLine.objects.values_list("pk", "outside_hours"))


def _chain(first: int, sends_to: dict[int, int | None]) -> list[int]:
    """Answer the line and those after it, cut where it would come back to one of them."""
    chain = [first]
    while (following := sends_to.get(chain[-1])) and following not in chain:
        chain.append(following)
    return chain
