"""An answer is believed when all that was agreed is there, and what comes beside it is dropped."""

import json
import re
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from cases.case_register import (
    Decision,
    RegisterAnswer,
    RegisteredCase,
    RegisterUnavailable,
    answers,
)

CASE = {
    "district": "jarva",
    "service": "income-support",
    "handler": "Hedda Handfiktig",
    "unit": "jarva-income-support",
    "decisions": [{"text": "Ekonomiskt bistånd: beviljat", "on": "2026-11-10"}],
    "payout_date": "2026-11-27",
}
ANSWER = {"is_protected": False, "has_surname": True, "cases": [CASE]}
NOT_TEXT = [None, 1, True, [], {}]


def read(content: object) -> RegisterAnswer:
    return answers.read(json.dumps(content))


def with_case(**changes: object) -> dict[str, object]:
    return ANSWER | {"cases": [CASE | changes]}


def without(content: dict[str, object], name: str) -> dict[str, object]:
    return {key: value for key, value in content.items() if key != name}


def test_whole_answer_is_read():
    assert read(ANSWER) == RegisterAnswer(
        cases=(
            RegisteredCase(
                district="jarva",
                service="income-support",
                handler="Hedda Handfiktig",
                unit="jarva-income-support",
                decisions=(Decision("Ekonomiskt bistånd: beviljat", date(2026, 11, 10)),),
                payout_date=date(2026, 11, 27),
            ),
        ),
        has_surname=True,
    )


def test_examples_of_the_contract_are_answers():
    contract = Path(settings.BASE_DIR, "docs", "case_register.md").read_text()
    examples = re.findall(r'(\{"is_protected": (?:.|\n)*?\]\})(?=\n```|`)', contract)

    told = [answers.read(example) for example in examples]

    assert [(len(answer.cases), answer.is_protected) for answer in told] == [
        (1, False),
        (0, False),
        (0, True),
    ]


def test_what_may_be_empty_may_be_null():
    [case] = read(with_case(handler=None, unit=None, payout_date=None, decisions=[])).cases

    assert (case.handler, case.unit, case.payout_date, case.decisions) == ("", "", None, ())


@pytest.mark.parametrize(
    "content",
    [
        None,
        [],
        {},
        "is_protected",
        [ANSWER],
        *[without(ANSWER, name) for name in ANSWER],
        *[ANSWER | {"is_protected": value} for value in [None, 0, "false", "", []]],
        *[ANSWER | {"has_surname": value} for value in [None, 1, "true"]],
        *[
            ANSWER | {"cases": value}
            for value in [None, {}, CASE, [None], [[]], "jarva", [CASE] * 21]
        ],
        *[ANSWER | {"cases": [without(CASE, name)]} for name in CASE],
        *[with_case(district=value) for value in NOT_TEXT],
        *[with_case(service=value) for value in NOT_TEXT],
        *[with_case(handler=value) for value in NOT_TEXT[1:]],
        *[with_case(unit=value) for value in NOT_TEXT[1:]],
        *[with_case(decisions=value) for value in [None, {}, "beviljat", [None], ["beviljat"]]],
        *[with_case(decisions=[without(CASE["decisions"][0], name)]) for name in ["text", "on"]],
        with_case(decisions=CASE["decisions"] * 101),
        *[with_case(payout_date=value) for value in ["on Friday", "2026-02-30", 20261127, "27/11"]],
        with_case(handler="x" * 501),
    ],
    ids=str,
)
def test_anything_missing_or_of_another_type_makes_it_unusable(content):
    with pytest.raises(RegisterUnavailable) as refusal:
        read(content)

    assert refusal.value.__cause__ is None
    assert "jarva" not in str(refusal.value)


@pytest.mark.parametrize("content", [b"", b"\xff", b"{", b"[" * 100_000, b'{"is_protected": NaN}'])
def test_what_is_no_json_is_unusable(content):
    with pytest.raises(RegisterUnavailable):
        answers.read(content)


def test_protected_person_has_nothing_else_whatever_the_register_says():
    assert read(ANSWER | {"is_protected": True}) == RegisterAnswer(is_protected=True)
    assert read({"is_protected": True}) == RegisterAnswer(is_protected=True)


def test_text_is_one_line_that_can_be_shown():
    [case] = read(with_case(handler=" Hedda\n\u202eHandfiktig\x00\ud800\u00a0 Ek ")).cases

    assert case.handler == "Hedda Handfiktig Ek"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(st.sampled_from([*ANSWER, *CASE, "text", "on"]), inner)
        ),
    )
)
def test_no_json_does_more_than_make_the_answer_unusable(content):
    try:
        answer = read(content)
    except RegisterUnavailable:
        return
    assert isinstance(answer, RegisterAnswer)


@given(
    st.dictionaries(st.text().filter(lambda name: name not in {*ANSWER, *CASE}), st.just("secret"))
)
def test_other_fields_are_dropped(extra):
    content = deepcopy(ANSWER) | extra | {"cases": [CASE | extra]}

    assert read(content) == read(ANSWER)
