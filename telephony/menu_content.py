"""What a phone menu is made of: languages to choose first, then menus of up to nine choices. Values, as JSON and back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

START = "main"  # the menu that comes after the language
DIGITS = "123456789"
REPEAT = "0"  # reads the same menu again, everywhere

Texts = Mapping[str, str]  # by language


class Action(TextChoices):
    """What a choice does."""

    MENU = "menu", _("Another menu")
    QUEUE = "queue", _("A queue")
    CALLBACK = "callback", _("Offer a callback")
    EMERGENCY = "emergency", _("Social emergency service")
    CLOSING = "closing", _("Say something and hang up")
    REPEAT = "repeat", _("Read the menu again")


class Closed(TextChoices):
    """Where callers go while nobody answers the queue's line."""

    CALLBACK = "callback", _("Offer a callback")
    EMERGENCY = "emergency", _("Social emergency service")
    CLOSING = "closing", _("Say when we open, and hang up")


@dataclass(frozen=True)
class Choice:
    digit: str
    action: str
    label: Texts = field(default_factory=dict)  # "For questions about …": said before the digit
    menu: str = ""  # the code of another menu
    queue: str = ""  # a queue's slug
    closed: str = ""  # of a queue
    text: Texts = field(default_factory=dict)  # what is said when it is chosen

    @classmethod
    def read(cls, plain: Mapping[str, Any]) -> Self:
        return cls(**plain)


@dataclass(frozen=True)
class Menu:
    """One menu: an introduction, its choices, and the queue that rings back whoever presses nothing twice."""

    code: str
    intro: Texts = field(default_factory=dict)
    queue: str = ""
    choices: tuple[Choice, ...] = ()

    @classmethod
    def read(cls, plain: Mapping[str, Any]) -> Self:
        choices = tuple(Choice.read(each) for each in plain["choices"])
        return cls(**{**plain, "choices": choices})

    def choice(self, digit: str | None) -> Choice | None:
        return next((each for each in self.choices if each.digit == digit), None)


@dataclass(frozen=True)
class PhoneMenu:
    """The whole: a welcome, languages by their digits, and menus by their codes."""

    welcome: Texts = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=lambda: {"1": "sv", "2": "en"})
    emergency: str = ""  # the slug of the line that is the social emergency service
    menus: Mapping[str, Menu] = field(default_factory=lambda: {START: Menu(START)})

    @classmethod
    def read(cls, plain: Mapping[str, Any]) -> Self:
        """Build it from what `plain` wrote."""
        menus = {each["code"]: Menu.read(each) for each in plain["menus"]}
        return cls(**{**plain, "menus": menus})

    def plain(self) -> dict[str, Any]:
        """Answer what a JSON column holds; menus as a list, because PostgreSQL forgets the order of names."""
        return {**asdict(self), "menus": [asdict(menu) for menu in self.menus.values()]}

    def with_menu(self, menu: Menu) -> Self:
        return replace(self, menus={**self.menus, menu.code: menu})

    def without_menu(self, code: str) -> Self:
        kept = {each: menu for each, menu in self.menus.items() if each != code}
        return replace(self, menus=kept)

    def queues(self) -> set[str]:
        """Answer the slugs of all queues that it leads to."""
        of_menus = {menu.queue for menu in self.menus.values()}
        of_choices = {each.queue for menu in self.menus.values() for each in menu.choices}
        return (of_menus | of_choices) - {""}

    def free_code(self) -> str:
        """Answer a code for one more menu: codes are never shown, and never used twice within a version."""
        taken = {int(code.removeprefix("menu-")) for code in self.menus if code != START}
        return f"menu-{max(taken, default=0) + 1}"
