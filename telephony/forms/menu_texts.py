"""The texts of the phone menu in one more language, each beside the Swedish one."""

from dataclasses import replace
from typing import Any

from telephony.forms.leading import RevisionForm
from telephony.forms.menus import LONGEST_TEXT, merged, text_field
from telephony.menu_content import Choice, Menu, PhoneMenu, Texts

Place = tuple[str, Texts]  # the name of its field, and the text


def places(menu: PhoneMenu) -> list[Place]:
    """List every text that an editor has written, in the order in which callers come to it."""
    found: list[Place] = [("welcome", menu.welcome)]
    for each in menu.menus.values():
        found.append((f"{each.code}-intro", each.intro))
        for number, choice in enumerate(each.choices):
            found += [
                (f"{each.code}-{number}-label", choice.label),
                (f"{each.code}-{number}-text", choice.text),
            ]
    return [(name, texts) for name, texts in found if any(texts.values())]


class TextsForm(RevisionForm):
    mark_optional = False

    def __init__(self, *args: Any, menu: PhoneMenu, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.menu, self.language = menu, language
        for name, texts in places(menu):
            source = texts.get("sv") or next(iter(texts.values()))
            self.fields[name] = text_field(source, language, LONGEST_TEXT)
            self.fields[name].initial = texts.get(language, "")

    def apply(self) -> PhoneMenu:
        """Answer the menu with what was typed; what has no Swedish yet is left out of the page and stays."""
        menus = {code: self._menu(each) for code, each in self.menu.menus.items()}
        return replace(self.menu, welcome=self._texts("welcome", self.menu.welcome), menus=menus)

    def _menu(self, menu: Menu) -> Menu:
        choices = tuple(
            self._choice(f"{menu.code}-{number}", choice)
            for number, choice in enumerate(menu.choices)
        )
        return replace(menu, intro=self._texts(f"{menu.code}-intro", menu.intro), choices=choices)

    def _choice(self, name: str, choice: Choice) -> Choice:
        return replace(
            choice,
            label=self._texts(f"{name}-label", choice.label),
            text=self._texts(f"{name}-text", choice.text),
        )

    def _texts(self, name: str, texts: Texts) -> Texts:
        if name not in self.cleaned_data:
            return texts
        return merged(texts, {self.language: self.cleaned_data[name]})
