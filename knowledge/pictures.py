"""Pictures for articles: made anew from what was handed in, so that nothing else that lay in the file comes along.

No place, no camera, no name of who took it; no larger than a page needs; one format that every browser reads.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import IO

from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from contactcenter.accounts.models import User
from contactcenter.audit import events
from knowledge.models import ArticleText, Picture

FORMATS = ["JPEG", "PNG", "WEBP"]
MOST_BYTES = 2_000_000
MOST_PIXELS = 24_000_000  # of what is handed in: a small file may unfold to fill the memory
LONGEST_SIDE = 1600  # pixels, of what is kept
QUALITY = 80
IN_TEXTS = re.compile(r"\(picture:([0-9a-f]{32})\)")


class NotAPicture(Exception):
    """What was handed in cannot be used. The message says what to do."""


class InUse(Exception):
    """A text shows the picture."""


@dataclass(frozen=True)
class Made:
    """A picture as it is kept."""

    content: bytes
    width: int
    height: int

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()[:32]


def made_from(file: IO[bytes]) -> Made:
    """Read a picture, turn it upright, make it small enough, and write it as WebP."""
    try:
        with Image.open(file, formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise NotAPicture(_("The picture has too many pixels. Make it smaller first."))
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            colours = "RGBA" if upright.has_transparency_data else "RGB"
            return written(upright.convert(colours))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NotAPicture(_("The picture has too many pixels. Make it smaller first.")) from None
    except UnidentifiedImageError:
        raise NotAPicture(_("This is no picture in JPEG, PNG or WebP.")) from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise NotAPicture(_("The picture is broken. Save it anew and try again.")) from None


def written(picture: Image.Image) -> Made:
    file = BytesIO()
    picture.save(file, "WEBP", quality=QUALITY, exif=b"", icc_profile=b"", xmp=b"")
    return Made(file.getvalue(), picture.width, picture.height)


@transaction.atomic
def add(made: Made, *, alt_sv: str, alt_en: str, by: User, at: datetime) -> Picture:
    """Keep a picture; the same one, handed in again, is the one that is there."""
    picture, is_new = Picture.objects.get_or_create(
        digest=made.digest,
        defaults={
            "content": made.content,
            "width": made.width,
            "height": made.height,
            "alt_sv": alt_sv,
            "alt_en": alt_en,
            "added_by": by,
            "added_at": at,
        },
    )
    if is_new:
        events.record(by, "picture.added", picture, at=at)
    return picture


@transaction.atomic
def describe(picture: Picture, *, alt_sv: str, alt_en: str, by: User, at: datetime) -> None:
    """Change what is told to those who do not see the picture."""
    Picture.objects.filter(pk=picture.pk).update(alt_sv=alt_sv, alt_en=alt_en)
    events.record(by, "picture.described", picture, at=at)


@transaction.atomic
def remove(picture: Picture, *, by: User, at: datetime) -> None:
    if where_used([picture]):
        raise InUse
    removed, _rows = Picture.objects.filter(pk=picture.pk).delete()
    if removed:
        events.record(by, "picture.removed", picture, at=at)


def where_used(pictures: Iterable[Picture]) -> dict[str, list[ArticleText]]:
    """Answer by digest which texts show the pictures: those that are published or being written. One query."""
    wanted = {picture.digest for picture in pictures}
    current = ArticleText.objects.exclude(state=ArticleText.State.REPLACED)
    texts = current.filter(body__contains="(picture:").select_related("article")
    used: dict[str, list[ArticleText]] = defaultdict(list)
    for text in texts:
        for digest in set(IN_TEXTS.findall(text.body)) & wanted:
            used[digest].append(text)
    return dict(used)
