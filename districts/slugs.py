"""Names in addresses: made once, from the Swedish name, and never changed when somebody is renamed."""

from itertools import chain, count

from django.db import models
from django.utils.text import slugify

TAKEN_BY_PAGES = {"new"}  # …/units/new/


def free(rows: models.QuerySet, text: str, *, longest: int) -> str:
    """Answer the text as a slug that none of the rows has; the unique constraint settles a race."""
    wished = slugify(text)[: longest - 4] or "x"
    taken = TAKEN_BY_PAGES | set(
        rows.filter(slug__startswith=wished).values_list("slug", flat=True)
    )
    candidates = chain([wished], (f"{wished}-{number}" for number in count(2)))
    return next(slug for slug in candidates if slug not in taken)
