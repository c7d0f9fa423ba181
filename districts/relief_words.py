"""Where callers of a line go outside its hours, from line to line, in words."""

from collections.abc import Iterable

from districts.models import PhoneLine


def chains(lines: Iterable[PhoneLine]) -> dict[int, list[PhoneLine]]:
    """Answer for each line those that follow it, in order; a loop ends where it comes back."""
    known = PhoneLine.objects.select_related("unit").in_bulk()
    return {line.pk: _chain(line, known) for line in lines}


def _chain(line: PhoneLine, known: dict[int, PhoneLine]) -> list[PhoneLine]:
    chain: list[PhoneLine] = []
    following = known.get(line.outside_hours_id or 0)
    while following and following != line and following not in chain:
        chain.append(following)
        following = known.get(following.outside_hours_id or 0)
    return chain
