"""An agent says which paragraph of an article is wrong; it reaches whoever owns the article (Swedish: flagga)."""

import re
from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from contactcenter import personal_numbers
from contactcenter.accounts.models import User
from contactcenter.audit import events
from knowledge.models import ArticleText, Feedback

BETWEEN_PARAGRAPHS = re.compile(r"\n\s*\n")


def paragraphs_of(text: ArticleText) -> list[str]:
    """Answer what may be flagged, in the order of the page."""
    parts = [text.short_answer, text.body, text.have_ready, text.agent_notes, text.unconfirmed]
    paragraphs = (piece for part in parts for piece in BETWEEN_PARAGRAPHS.split(part))
    return [text.title, *(stripped for piece in paragraphs if (stripped := piece.strip()))]


@transaction.atomic
def put_up(text: ArticleText, *, paragraph: str, reason: str, by: User, at: datetime) -> Feedback:
    """Flag a paragraph. Whoever presses twice has flagged it once."""
    reason = personal_numbers.mask(reason, today=timezone.localdate(at))
    flag, is_new = Feedback.objects.unhandled().get_or_create(
        article=text.article,
        language=text.language,
        version=text.version,
        kind=Feedback.Kind.FLAG,
        paragraph=paragraph,
        flagged_by=by,
        comment=reason,
        defaults={"at": at},
    )
    if is_new:
        events.record(by, "article.flagged", text.article, at=at, language=text.language)
    return flag


def waiting_for(person: User) -> int:
    """Count the open flags on the person's own articles."""
    return Feedback.objects.flags().unhandled().of_owner(person).count()


@transaction.atomic
def tell(flag: Feedback, *, at: datetime) -> None:
    """Write to the article's owner, once, that a flag waits; what it says stands behind the sign-in.

    A mail that could not be handed over is tried again at the next tick.
    """
    owner = flag.article.owner
    untold = Feedback.objects.untold().filter(pk=flag.pk)
    if owner is None or not untold.update(told_at=at):
        return
    with translation.override(owner.language):
        address = settings.SITE_URL + reverse("editor:feedback-item", args=[flag.pk])
        context = {"person": owner, "article": flag.article, "url": address}
        body = render_to_string("editor/email/flag.txt", context)
        send_mail(_("Somebody flagged a paragraph of yours"), body, None, [owner.email])
