import pytest
from django.conf import settings

from contactcenter import urgent_words


def test_every_word_is_found_in_every_surrounding():
    for words in urgent_words.by_language().values():
        for word in words:
            written = word.replace("*", "")
            assert urgent_words.found_in(f"… {written.upper() if written.isascii() else written}!")


def test_every_language_has_words():
    assert list(urgent_words.by_language()) == [code for code, _name in settings.LANGUAGES]


@pytest.mark.parametrize(
    "text",
    [
        "Jag vill dö",
        "han SLÅR   mig varje dag",
        "Det är våld hemma.",
        "I think he will kill me",
        "він б’є мене",
        "او کتکم می‌زند",
        "va\u030ald",  # a ring apart from its letter
    ],
)
def test_danger_is_heard(text):
    assert urgent_words.found_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Beskedet dröjde.",
        "Jag är döv och behöver tolk.",
        "Domen kom i våras.",
        "The diet pages are hard to read.",
        "Var hittar jag blanketten?",
        "¿Dónde está el formulario?",
    ],
)
def test_what_only_looks_alike_is_let_through(text):
    assert not urgent_words.found_in(text)
