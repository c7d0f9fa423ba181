"""A guide that could lead somebody astray is refused, and its editor is told where the fault stands."""

from collections.abc import Callable
from typing import Any

import pytest

from knowledge import guide_checks, guide_editing
from tests.knowledge import small_guide

Content = dict[str, Any]


def spoilt(spoil: Callable[[Content], object]) -> list[str]:
    """Answer where a guide has faults after something was done to it."""
    content = small_guide.content()
    spoil(content)
    return [problem.where for problem in guide_checks.problems_of(content)]


def test_a_guide_in_order_has_no_faults():
    assert guide_checks.problems_of(small_guide.content()) == []


@pytest.mark.parametrize(
    ("spoil", "where"),
    [
        (lambda guide: guide.pop("title"), "title"),
        (lambda guide: guide["title"].pop("en"), "title.en"),
        (lambda guide: guide["title"].update(xx="?"), "title.xx"),
        (lambda guide: guide["intro"].update(sv="  "), "intro.sv"),
        (lambda guide: guide["intro"].update(fi="x" * 3001), "intro.fi"),
        (lambda guide: guide["intro"].update(fi="\0"), "intro.fi"),
        (lambda guide: guide["intro"].update(fi=7), "intro.fi"),
        (lambda guide: guide.update(titel={}), "titel"),
        (lambda guide: guide.update(start="nowhere"), "start"),
        (lambda guide: guide.update(start="district"), "start"),
        (lambda guide: guide.update(questions={}), "questions"),
        (lambda guide: guide.update(questions=[]), "questions"),
        (lambda guide: guide["questions"]["home"].pop("options"), "questions.home.options"),
        (lambda guide: guide["questions"]["home"]["options"].pop(), "questions.home.options"),
        (lambda guide: option_of(guide, 1).update(to="moon"), "questions.home.options.2.to"),
        (lambda guide: option_of(guide, 1).update(code="a"), "questions.home.options"),
        (lambda guide: option_of(guide, 1).update(code="ab"), "questions.home.options.2.code"),
        (lambda guide: option_of(guide, 1).pop("text"), "questions.home.options.2.text"),
        (lambda guide: option_of(guide, 1).update(to="home"), "questions.home.options"),
        (lambda guide: option_of(guide, 1).update(to="district"), "outcomes.tonight"),
        (lambda guide: guide["questions"].update({"A b": {}}), "questions.A b"),
        (lambda guide: guide["outcomes"]["tonight"].update(kind="bad"), "outcomes.tonight.kind"),
        (lambda guide: guide["outcomes"]["tonight"].update(grounds=[]), "outcomes.tonight.grounds"),
        (lambda guide: guide["outcomes"]["tonight"].pop("grounds"), "outcomes.tonight.grounds"),
        (lambda guide: guide["outcomes"]["unclear"].update(kind="answer"), "outcomes"),
        (lambda guide: guide.pop("decides"), "outcomes.tonight.decides"),
        (
            lambda guide: guide["outcomes"]["tonight"]["text"].update(sv="Så är det. [O]"),
            "outcomes.tonight.text.sv",
        ),
        (
            lambda guide: guide["outcomes"]["tonight"].update(leaves_quickly="yes"),
            "outcomes.tonight.leaves_quickly",
        ),
        (
            lambda guide: guide["outcomes"].update(home=guide["outcomes"]["tonight"]),
            "outcomes.home",
        ),
    ],
)
def test_a_fault_is_told_with_its_place(spoil, where):
    assert where in spoilt(spoil)


def test_staff_may_read_what_is_not_confirmed():
    assert spoilt(lambda guide: guide["questions"]["where"]["staff"].update(sv="IVO [O]")) == []


def test_a_loop_is_shown_as_the_way_it_takes():
    content = small_guide.content()
    content["questions"]["where"]["options"][0]["to"] = "home"

    (problem,) = guide_checks.problems_of(content)

    assert problem.where == "questions.where.options"
    assert "home → where → home" in problem.text


def test_a_way_may_not_be_longer_than_people_bear():
    content = small_guide.content()
    for number in range(12):
        follows = f"q{number + 1}" if number < 11 else "district"
        options = [small_guide.option(code, code, follows) for code in "ab"]
        content["questions"][f"q{number}"] = {"text": small_guide.said("?"), "options": options}
    content["questions"]["home"]["options"][0]["to"] = "q0"
    content["questions"]["q0"]["options"][1]["to"] = "where"

    assert [each.where for each in guide_checks.problems_of(content)] == ["questions"]


@pytest.mark.parametrize("content", [None, 1, "x", [], {}, {"questions": {"a": None}}])
def test_what_is_no_guide_at_all_is_refused(content):
    with pytest.raises(guide_checks.Faulty):
        guide_checks.require(content)


@pytest.mark.parametrize(
    "text",
    ["{", "title = ", "[" * 100_000, "{" * 100_000, '{"title": "\\ud800"}', '{"a": NaN', "a = 1\0"],
)
def test_what_cannot_be_read_or_stored_is_told(text):
    with pytest.raises(guide_editing.NotReadable):
        guide_editing.read(text)


def test_json_and_toml_read_the_same():
    toml = 'start = "home"\ntitle.sv = "Hej"\n[questions.home]\noptions = []'
    json = '{"start": "home", "title": {"sv": "Hej"}, "questions": {"home": {"options": []}}}'

    assert guide_editing.read(toml) == guide_editing.read(json)


def option_of(guide: Content, number: int) -> Content:
    option: Content = guide["questions"]["home"]["options"][number]
    return option
