"""The phone menu: whatever is pressed, a caller comes to somebody or hears why not; half-done menus are never published."""

from dataclasses import replace

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from telephony import menu_checks, menu_hearing, menu_paths, menu_steps
from telephony.menu_checks import Known, KnownQueue
from telephony.menu_content import START, Action, Choice, Closed, Menu, PhoneMenu
from telephony.menu_paths import KEYS, MOST_MISSES, MOST_READINGS, End
from telephony.menu_steps import Does
from telephony.sample.menu import SOCIAL
from telephony.sample.menu import menu as sample_menu

BOTH = {"sv": "Ord", "en": "Words"}
QUEUES = {
    "money": KnownQueue("Money", is_active=True, takes_callbacks=True),
    "silent": KnownQueue("Silent", is_active=True, takes_callbacks=False),
    "closed-down": KnownQueue("Closed down", is_active=False, takes_callbacks=True),
}
KNOWN = Known(QUEUES, {"socialjouren": "+46846500499"})
TO_MONEY = Choice("1", Action.QUEUE, label=BOTH, queue="money", closed=Closed.CALLBACK)
SAMPLE_KNOWN = Known(
    {slug: KnownQueue(slug, True, True) for slug in sample_menu().queues()}, {"socialjouren": ""}
)


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def phone_menu(*choices: Choice, **more: Menu) -> PhoneMenu:
    first = Menu(START, queue="money", choices=choices or (TO_MONEY,))
    return PhoneMenu(welcome=BOTH, emergency="socialjouren", menus={START: first, **more})


def everybody_is_open(_slug: str) -> bool:
    return True


def nobody_is_open(_slug: str) -> bool:
    return False


def where(menu: PhoneMenu, keys: list[str | None], is_open=everybody_is_open) -> menu_paths.Where:
    return menu_paths.walk(menu, keys, is_open)[-1]


def faults(menu: PhoneMenu) -> list[str]:
    return [str(problem) for problem in menu_checks.problems_of(menu, KNOWN)]


# The way of a caller


def test_a_key_leads_to_its_queue_in_the_language_that_was_chosen():
    end = where(phone_menu(), ["2", "1"])

    assert (end.action, end.queue, end.language) == (Action.QUEUE, "money", "en")


def test_a_closed_queue_offers_a_callback():
    end = where(phone_menu(), ["1", "1"], nobody_is_open)

    assert (end.action, end.queue, end.is_closed) == (Action.CALLBACK, "money", True)


@pytest.mark.parametrize("missed", [None, "8", "#"])
def test_two_misses_lead_to_a_callback(missed):
    menu = phone_menu()

    assert not isinstance(where(menu, ["1", missed]), End)
    assert where(menu, ["1", missed, missed]).action == Action.CALLBACK


def test_silence_from_the_beginning_leads_to_a_callback_in_the_first_language():
    end = where(phone_menu(), [None, None])

    assert (end.action, end.queue, end.language) == (Action.CALLBACK, "money", "sv")


def test_nobody_repeats_a_menu_for_ever():
    menu = phone_menu()

    assert not isinstance(where(menu, ["1"] + ["0"] * (MOST_READINGS - 1)), End)
    assert where(menu, ["1"] + ["0"] * MOST_READINGS).action == Action.CALLBACK


def test_with_one_language_nobody_is_asked_for_one():
    menu = replace(phone_menu(), languages={"1": "sv"})

    assert where(menu, ["1"]).action == Action.QUEUE


# What may be published


def test_a_menu_in_order_has_no_faults():
    assert faults(phone_menu()) == []


@pytest.mark.parametrize(
    ("choice", "fault"),
    [
        (replace(TO_MONEY, queue="gone"), "1: Choose a queue that is in use."),
        (replace(TO_MONEY, queue="closed-down"), "1: Choose a queue that is in use."),
        (replace(TO_MONEY, queue="silent"), "1: Silent takes no callbacks."),
        (replace(TO_MONEY, closed=""), "1: Choose what happens while the queue is closed."),
        (
            replace(TO_MONEY, label={"sv": "Pengar"}),
            "1: Write in Swedish and English what the choice is called.",
        ),
        (
            Choice("2", Action.CLOSING, label=BOTH),
            "2: Write in Swedish and English what is said.",
        ),
        (Choice("3", Action.CALLBACK, label=BOTH, queue="silent"), "3: Silent takes no callbacks."),
        (Choice("4", "dance", label=BOTH), "4: Choose what happens."),
        (
            Choice("5", Action.MENU, label=BOTH, menu="menu-9"),
            "5: This choice leads to a menu that is not there.",
        ),
        (
            Choice("6", Action.MENU, label=BOTH, menu=START),
            "6: This way comes back to where it was, so it may never end.",
        ),
        (
            replace(TO_MONEY, digit="0"),
            "First menu: Use the digits 1–9: 0 reads the menu again.",
        ),
        (Choice("7", Action.REPEAT, label=BOTH), "First menu: No choice leads anywhere."),
    ],
)
def test_a_fault_is_told_with_the_keys_that_lead_to_it(choice, fault):
    assert faults(phone_menu(choice)) == [fault]


def test_ways_that_come_back_over_another_menu_are_found():
    back = Choice("3", Action.MENU, label=BOTH, menu=START)
    below = Menu("menu-1", queue="money", choices=(TO_MONEY, back))
    menu = phone_menu(Choice("2", Action.MENU, label=BOTH, menu="menu-1"), **{"menu-1": below})

    assert faults(menu) == ["2 → 3: This way comes back to where it was, so it may never end."]


def test_four_menus_below_each_other_are_too_many():
    chain = {
        f"menu-{n}": Menu(
            f"menu-{n}",
            queue="money",
            choices=(Choice("1", Action.MENU, label=BOTH, menu=f"menu-{n + 1}"),),
        )
        for n in (1, 2)
    }
    last = {"menu-3": Menu("menu-3", queue="money", choices=(TO_MONEY,))}
    menu = phone_menu(Choice("1", Action.MENU, label=BOTH, menu="menu-1"), **chain, **last)

    assert "1 → 1 → 1: There are more than three menus on this way." in faults(menu)


def test_a_menu_that_nothing_leads_to_is_told():
    menu = phone_menu(TO_MONEY, **{"menu-1": Menu("menu-1", queue="money", choices=(TO_MONEY,))})

    assert faults(menu) == ["No choice leads to one of the menus."]


def test_the_emergency_service_has_to_be_a_line():
    menu = replace(phone_menu(Choice("1", Action.EMERGENCY, label=BOTH)), emergency="")

    assert faults(menu) == ["Choose the line of the social emergency service."]


texts = st.sampled_from([BOTH, BOTH, BOTH, {"sv": "Ord"}, {}])
codes = st.sampled_from([START, "menu-1", "menu-2", "menu-3"])
some_choices = st.builds(
    Choice,
    digit=st.sampled_from("1234567890"),
    action=st.sampled_from([*Action.values, "queue", "queue", "queue"]),
    label=texts,
    menu=codes,
    queue=st.sampled_from(["money", "money", "money", "silent", "closed-down", ""]),
    closed=st.sampled_from([*Closed.values, ""]),
    text=texts,
)
good_choices = st.builds(
    Choice,
    digit=st.sampled_from("123456789"),
    action=st.sampled_from(Action.values),
    label=st.just(BOTH),
    menu=st.sampled_from(["menu-1", "menu-2", "menu-3"]),
    queue=st.just("money"),
    closed=st.sampled_from(Closed.values),
    text=st.just(BOTH),
)


@st.composite
def some_menus(draw: st.DrawFn) -> PhoneMenu:
    choice = good_choices if draw(st.booleans()) else some_choices
    found = {
        code: Menu(
            code,
            queue="money",
            choices=tuple(
                draw(st.lists(choice, min_size=1, max_size=3, unique_by=lambda each: each.digit))
            ),
        )
        for code in [START, *draw(st.sets(codes))]
    }
    languages = draw(st.sampled_from([{"1": "sv"}, {"1": "sv", "2": "en"}, {"3": "ar", "1": "sv"}]))
    return PhoneMenu(BOTH, languages, "socialjouren", found)


@settings(max_examples=400, deadline=None)
@given(
    menu=some_menus(),
    keys=st.lists(st.sampled_from(KEYS), max_size=40),
    open_ones=st.sets(st.sampled_from(["money", "silent"])),
)
def test_a_menu_is_refused_or_every_way_through_it_ends_and_something_is_heard(
    menu, keys, open_ones
):
    """Whatever is pressed, and then nothing more."""
    problems = menu_checks.problems_of(menu, KNOWN)
    if problems:
        assert all(problem.text for problem in problems)
        return

    silence = [None] * MOST_MISSES
    way = menu_paths.walk(menu, [*keys, *silence], lambda slug: slug in open_ones)

    assert isinstance(way[-1], End)
    assert way[-1].action in {Action.QUEUE, Action.CALLBACK, Action.EMERGENCY, Action.CLOSING}
    if way[-1].action == Action.QUEUE:
        assert way[-1].queue in open_ones
    if way[-1].action == Action.CALLBACK:
        assert QUEUES[way[-1].queue].takes_callbacks
    pressed = [key or menu_paths.NOTHING for key in [*keys, *silence]]
    heard = menu_hearing.hear(
        menu, pressed, {slug: slug in open_ones for slug in QUEUES}, lambda _slug, _code: "Closed"
    )
    assert all(each.says for each in heard)
    for way_to_it, end in menu_paths.ends(menu):
        assert end.action in Action, way_to_it


@settings(max_examples=200, deadline=None)
@given(menu=some_menus(), language=st.sampled_from(["sv", "en", "ar"]))
def test_every_step_that_is_rendered_says_something_and_leads_on(menu, language):
    menu = replace(menu, languages={**menu.languages, "9": language})
    if menu_checks.problems_of(menu, KNOWN):
        return

    steps = {step.code: step for step in menu_steps.render(menu, language, KNOWN)}
    first = menu_steps.first_step(menu)

    assert f"{language}/{START}" in first.keys.values()
    for step in steps.values():
        assert step.says or step.code.endswith(menu_steps.HANG_UP)
        assert (step.otherwise in steps) == (step.does != Does.HANG_UP)
        assert set(step.keys.values()) <= steps.keys()


# What is heard


def test_the_sample_citys_menu_is_in_order_in_every_language():
    assert menu_checks.problems_of(sample_menu(), SAMPLE_KNOWN) == []
    assert {end.language for _way, end in menu_paths.ends(sample_menu())} == {
        *("sv", "en", "fi", "ar", "so")
    }


@pytest.mark.parametrize("languages", [{"1": "sv"}, {"1": "sv", "2": "en"}])
def test_what_a_page_lets_one_hear_is_what_the_phone_says(languages):
    """From the beginning, by way of one language or several, to the social emergency service."""
    menu = replace(phone_menu(Choice("1", Action.EMERGENCY, label=BOTH)), languages=languages)
    keys = ["1", "1"] if len(languages) > 1 else ["1"]

    heard = menu_hearing.hear(
        menu, keys, {}, lambda _slug, _code: "", emergency=KNOWN.emergency_lines["socialjouren"]
    )

    steps = {step.code: step for step in menu_steps.render(menu, "sv", KNOWN)}
    step = menu_steps.first_step(menu)
    said = [step.says]
    for key in keys:
        step = steps[step.keys[key]]
        said.append(step.says)
    assert [each.says for each in heard] == said
    assert (step.does, step.dial) == (Does.CONNECT, KNOWN.emergency_lines["socialjouren"])


def test_what_is_not_translated_is_said_in_english_and_marked():
    steps = {step.code: step for step in menu_steps.render(sample_menu(), "so", SAMPLE_KNOWN)}

    said = {sentence.language for sentence in steps[f"so/{SOCIAL}"].says}

    assert said == {"so", "en"}


def test_without_a_number_nobody_is_put_through_to_nothing():
    steps = {step.code: step for step in menu_steps.render(sample_menu(), "en", SAMPLE_KNOWN)}

    assert steps[f"en/{SOCIAL}/5"].does == Does.HANG_UP
    assert "ring 112" in steps[f"en/{SOCIAL}/5"].says[0].text


def test_a_caller_hears_when_a_closed_queue_opens():
    heard = menu_hearing.hear(
        phone_menu(), ["2", "1"], {"money": False}, lambda _slug, _code: "Closed. Opens 08:00"
    )

    assert [each.text for each in heard[-1].says][:2] == [
        "Closed. Opens 08:00.",
        "We can ring you back. It costs you nothing.",
    ]


def test_a_menu_comes_back_from_the_database_as_it_was():
    assert PhoneMenu.read(sample_menu().plain()) == sample_menu()
