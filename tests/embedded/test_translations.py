import os
from gettext import GNUTranslations

from contactcenter.embedded.translations import compile_newer

ENTRIES = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Phone hours"
msgstr "Telefontider"

msgid "One line"
msgid_plural "%(count)s lines"
msgstr[0] "En linje"
msgstr[1] "%(count)s linjer"

#, fuzzy
msgid "Closed"
msgstr "Öppet"
"""


def test_texts_are_compiled_as_gettext_would(tmp_path):
    folder = tmp_path / "sv" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(ENTRIES)

    compile_newer(tmp_path)

    with (folder / "django.mo").open("rb") as compiled:
        texts = GNUTranslations(compiled)
    assert texts.gettext("Phone hours") == "Telefontider"
    assert texts.ngettext("One line", "%(count)s lines", 2) == "%(count)s linjer"
    assert texts.gettext("Closed") == "Closed"


def test_only_what_has_changed_is_compiled_again(tmp_path):
    folder = tmp_path / "sv" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(ENTRIES)
    (folder / "django.mo").write_bytes(b"newer")
    os.utime(folder / "django.po", (0, 0))

    compile_newer(tmp_path)

    assert (folder / "django.mo").read_bytes() == b"newer"
