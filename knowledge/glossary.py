"""Hard words: kept by editors, and found in the texts that residents read."""

import re
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from contactcenter.accounts.models import User
from contactcenter.audit import events
from districts.sort_keys import swedish_order
from knowledge.models import GlossaryTerm


class Outdated(Exception):
    """Somebody changed the word after the page was shown."""


class AlreadyThere(Exception):
    """Somebody else has just added the word."""


def words_in(text: str, language: str) -> list[GlossaryTerm]:
    """Answer the hard words that stand in a text of the language, in the order in which the first of each stands there."""
    terms = GlossaryTerm.objects.in_language(language)
    by_form = {form.casefold(): term for term in terms for form in term.forms}
    if not by_form:
        return []
    longest_first = sorted(by_form, key=len, reverse=True)
    each = "|".join(re.escape(form) for form in longest_first)
    found = re.findall(rf"(?<!\w)(?:{each})(?!\w)", text.casefold())
    return list(dict.fromkeys(by_form[form] for form in found))


@transaction.atomic
def add(*, by: User, at: datetime, **fields: Any) -> GlossaryTerm:
    try:
        with transaction.atomic():
            word = GlossaryTerm.objects.create(sort_key=swedish_order(fields["term"]), **fields)
    except IntegrityError as taken:
        raise AlreadyThere from taken
    events.record(by, "word.added", word, at=at, term=word.term, language=word.language)
    return word


@transaction.atomic
def change(word: GlossaryTerm, *, revision: int, by: User, at: datetime, **fields: Any) -> None:
    """Change a word, unless it is no longer the one that was on the page."""
    shown = GlossaryTerm.objects.filter(pk=word.pk, revision=revision)
    fields["sort_key"] = swedish_order(fields["term"])
    if not shown.update(revision=F("revision") + 1, **fields):
        raise Outdated
    events.record(by, "word.changed", word, at=at, term=fields["term"], language=fields["language"])


@transaction.atomic
def remove(word: GlossaryTerm, *, by: User, at: datetime) -> None:
    """Take a word from the list. Whoever presses twice has removed it once."""
    removed, _rows = GlossaryTerm.objects.filter(pk=word.pk).delete()
    if removed:
        events.record(by, "word.removed", word, at=at, term=word.term, language=word.language)
