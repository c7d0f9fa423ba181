"""The phone menu's editor, with plain forms and without script."""

import pytest
from django.urls import reverse

from telephony import menus
from telephony.menu_content import START, Action, Choice, Menu, PhoneMenu
from telephony.models import IvrMenu
from tests import xss
from tests.factories import PhoneLineFactory, QueueFactory

CHOICE = {
    "form-0-digit": "1",
    "form-0-label_sv": "Pengar",
    "form-0-label_en": "Money",
    "form-0-action": "queue",
    "form-0-queue": "money",
    "form-0-closed": "callback",
}
ONE_CHOICE = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 0, "queue": "money", **CHOICE}


@pytest.fixture
def draft(desk) -> IvrMenu:
    QueueFactory(slug="money", name="Money", line__mode="always")
    PhoneLineFactory(slug="socialjouren", unit__kind="emergency")
    desk.post(reverse("queues:begin-menu"))
    return IvrMenu.objects.get()


def address(name: str, draft: IvrMenu, *more: str) -> str:
    return reverse(f"queues:{name}", args=[draft.pk, *more])


def content(draft: IvrMenu) -> PhoneMenu:
    draft.refresh_from_db()
    return PhoneMenu.read(draft.content)


def write_everything(desk, draft) -> None:
    beginning = {"welcome_sv": "Hej", "welcome_en": "Hello", "digit_sv": "1", "digit_en": "2"}
    desk.post(
        address("menu-beginning", draft),
        {**beginning, "emergency": "socialjouren", "revision": 0},
    )
    desk.post(address("write-menu", draft, START), {**ONE_CHOICE, "revision": 1})


def test_a_menu_is_written_published_and_heard(desk, draft):
    before = desk.get(address("menu-version", draft))
    assert "Write the welcome in Swedish and English." in before.content.decode()

    write_everything(desk, draft)
    desk.post(address("publish-menu", draft), {"revision": 2})

    assert menus.published() == content(draft)
    heard = desk.get(address("hear-menu", draft), {"keys": "21"}).content.decode()
    assert "Money. Press 1." in heard
    assert "You are in line. Please wait." in heard


def test_what_is_not_in_order_is_not_published(desk, draft):
    answer = desk.post(address("publish-menu", draft), {"revision": 0}, follow=True)

    assert "It is not published: something is missing." in answer.content.decode()
    assert menus.published() is None


def test_what_cannot_be_heard_says_why(desk, draft):
    page = desk.get(address("hear-menu", draft)).content.decode()

    assert "Write the welcome in Swedish and English." in page


def test_choices_are_added_moved_and_removed_before_anything_is_saved(desk, draft):
    writing = address("write-menu", draft, START)

    added = desk.post(writing, {**ONE_CHOICE, "revision": 0, "act": "add"})
    rows = [form["digit"].value() for form in added.context["choices"]]
    assert rows == ["1", "2"]

    two = {**ONE_CHOICE, "form-TOTAL_FORMS": 2, "form-1-digit": "2", "form-1-action": "closing"}
    moved = desk.post(writing, {**two, "revision": 0, "act": "up-1"})
    assert [form["digit"].value() for form in moved.context["choices"]] == ["2", "1"]
    removed = desk.post(writing, {**two, "revision": 0, "act": "remove-0"})
    assert [form["digit"].value() for form in removed.context["choices"]] == ["2"]
    assert content(draft).menus[START].choices == ()


def test_a_choice_may_open_a_new_menu_which_can_be_taken_away(desk, draft):
    new = {**ONE_CHOICE, "form-0-action": "menu", "form-0-menu": "new", "revision": 0}
    desk.post(address("write-menu", draft, START), new)
    assert list(content(draft).menus) == [START, "menu-1"]

    removing = address("remove-menu", draft, "menu-1")
    assert "in every language" in desk.get(removing).content.decode()
    assert desk.post(removing, {"revision": 0}).status_code == 409
    desk.post(removing, {"revision": 1})

    assert list(content(draft).menus) == [START]
    page = desk.get(address("menu-version", draft)).content.decode()
    assert "This choice leads to a menu that is not there." in page


def test_a_moved_choice_keeps_its_texts_in_other_languages(desk, draft):
    write_everything(desk, draft)
    desk.post(address("menu-texts", draft, "fi"), {"main-0-label": "Rahaa", "revision": 2})
    two = {
        **{name.replace("form-0", "form-1"): value for name, value in CHOICE.items()},
        "form-1-origin": 0,
        "form-0-digit": "2",
        "form-0-action": "repeat",
        "form-TOTAL_FORMS": 2,
        "form-INITIAL_FORMS": 0,
        "queue": "money",
        "revision": 3,
    }

    desk.post(address("write-menu", draft, START), two)

    first, second = content(draft).menus[START].choices
    assert (first.action, second.label["fi"]) == (Action.REPEAT, "Rahaa")


def test_of_two_people_who_write_one_is_told(desk, draft):
    write_everything(desk, draft)

    answers = [
        desk.post(address("write-menu", draft, START), {**ONE_CHOICE, "revision": 1}),
        desk.post(address("menu-texts", draft, "fi"), {"main-0-label": "Pengar", "revision": 1}),
        desk.post(
            address("menu-beginning", draft),
            {"welcome_sv": "Pengar", "digit_sv": "1", "revision": 1},
        ),
    ]

    for answer in answers:
        assert answer.status_code == 409
        assert "Pengar" in answer.content.decode()  # what was typed stays on the page


def test_there_is_one_draft_and_it_can_be_thrown_away(desk, draft):
    assert desk.post(reverse("queues:begin-menu"), {"like": draft.pk}).status_code == 409

    desk.post(address("discard-menu", draft), {"revision": 0})

    assert IvrMenu.objects.count() == 0


def test_two_languages_cannot_have_one_digit(desk, draft):
    answer = desk.post(
        address("menu-beginning", draft), {"digit_sv": "1", "digit_en": "1", "revision": 0}
    )

    assert answer.status_code == 422


def test_nothing_written_into_the_menu_runs(desk, draft):
    """All of it at once: a draft may hold more choices than there are keys."""
    written = [{"sv": payload, "en": payload} for payload in xss.STORABLE]
    choices = tuple(Choice("1", Action.CLOSING, label=text, text=text) for text in written)
    menu = PhoneMenu(written[0], menus={START: Menu(START, written[1], choices=choices)})
    IvrMenu.objects.update(content=menu.plain())

    pages = [("menu-version",), ("write-menu", START), ("menu-texts", "fi")]
    for name, *more in pages:
        xss.assert_harmless(desk.get(address(name, draft, *more)).content.decode())
