"""What a register says, as JSON, checked before anybody believes it: docs/case_register.md is its contract.

What was agreed is taken, and what comes beside it is dropped here. Anything missing or of another type makes the whole answer
unusable: half an answer about somebody's matter is worse than none.
"""

import json
from datetime import date
from typing import Any

from cases.case_register import Decision, RegisterAnswer, RegisteredCase, RegisterUnavailable

MOST_BYTES = 100_000  # of a whole answer; an ordinary one is below a thousand
MOST_CASES = 20
MOST_DECISIONS = 100
LONGEST_TEXT = 500


def read(content: str | bytes) -> RegisterAnswer:
    """Turn the JSON text of an answer into a RegisterAnswer, or raise RegisterUnavailable."""
    try:
        return _answer(json.loads(content))
    except (ValueError, RecursionError):
        # Not chained: the fault would carry the answer into a log.
        raise RegisterUnavailable("The register's answer is not what was agreed.") from None


def _answer(content: Any) -> RegisterAnswer:
    match content:
        case {"is_protected": True}:
            return RegisterAnswer(is_protected=True)
        case {"is_protected": False, "has_surname": bool(has_surname), "cases": list(cases)}:
            if len(cases) > MOST_CASES:
                raise ValueError
            return RegisterAnswer(tuple(map(_case, cases)), has_surname=has_surname)
    raise ValueError


def _case(content: Any) -> RegisteredCase:
    match content:
        case {
            "district": str(district),
            "service": str(service),
            "handler": str() | None as handler,
            "unit": str() | None as unit,
            "decisions": list(decisions),
            "payout_date": str() | None as payout_date,
        }:
            if len(decisions) > MOST_DECISIONS:
                raise ValueError
            return RegisteredCase(
                district=_text(district),
                service=_text(service),
                handler=_text(handler or ""),
                unit=_text(unit or ""),
                decisions=tuple(map(_decision, decisions)),
                payout_date=date.fromisoformat(payout_date) if payout_date else None,
            )
    raise ValueError


def _decision(content: Any) -> Decision:
    match content:
        case {"text": str(text), "on": str(on)}:
            return Decision(text=_text(text), on=date.fromisoformat(on))
    raise ValueError


def _text(text: str) -> str:
    """Keep one line that can be shown: no line breaks, no control characters, nothing that turns the direction."""
    if len(text) > LONGEST_TEXT:
        raise ValueError
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())
