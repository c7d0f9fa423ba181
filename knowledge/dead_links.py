"""Links in published texts that lead nowhere: listed as texts are published, asked once a day, shown to editors.

Our own pages are looked up in the database; other sites are asked by a worker, one at a time (link_checker.py).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from knowledge import markdown
from knowledge.link_checker import LinkChecker
from knowledge.models import Article, ArticleText, GuideVersion, Link, Picture

State = Link.State

# Inline, by reference, and of itself; a picture is a link, too.
IN_MARKDOWN = re.compile(
    r"\]\(\s*<?([^)\s>]+) | ^\s*\[[^\]]+\]:\s*<?([^\s>]+) | <(https?:[^\s>]+)>",
    re.MULTILINE | re.VERBOSE,
)
NEVER_DEAD = ("tel:", "mailto:")


def targets_in(text: ArticleText) -> set[str]:
    """Answer where a text leads to, as it is written there."""
    found = IN_MARKDOWN.finditer(f"{text.body}\n{text.agent_notes}")
    targets = {next(filter(None, match.groups())) for match in found}
    return {target for target in targets if not target.startswith(NEVER_DEAD)}


@transaction.atomic
def note_down(*, at: datetime) -> None:
    """Bring the list in line with what is published: new targets in, forgotten ones out, our own pages looked up."""
    wanted = by_target()
    Link.objects.exclude(target__in=wanted).delete()
    new = (Link(target=target) for target in wanted)
    Link.objects.bulk_create(new, ignore_conflicts=True)
    links = {link.target: link for link in Link.objects.all()}
    tie(links, wanted)
    ours = [link for link in links.values() if not link.is_outside]
    dead = set(dead_among(link.target for link in ours))
    keep(State.GONE, [link.pk for link in ours if link.target in dead], at=at)
    keep(State.ALIVE, [link.pk for link in ours if link.target not in dead], at=at)


def by_target() -> dict[str, set[int]]:
    """Answer every target in a published text, with the ids of the texts that lead there."""
    with_links = Q(body__contains="](") | Q(body__contains="<http") | Q(body__contains="]:")
    noted = Q(agent_notes__contains="](") | Q(agent_notes__contains="<http")
    texts = ArticleText.objects.published().filter(with_links | noted)
    found: dict[str, set[int]] = defaultdict(set)
    for text in texts.only("body", "agent_notes"):
        for target in targets_in(text):
            found[target].add(text.pk)
    return found


def tie(links: dict[str, Link], wanted: dict[str, set[int]]) -> None:
    """Say of each link in which texts it stands; what is right already is left alone."""
    through = Link.texts.through
    right = {(links[target].pk, text) for target, texts in wanted.items() for text in texts}
    there = {(row.link_id, row.articletext_id): row.pk for row in through.objects.all()}
    through.objects.filter(pk__in=[pk for pair, pk in there.items() if pair not in right]).delete()
    new = [through(link_id=link, articletext_id=text) for link, text in right - there.keys()]
    through.objects.bulk_create(new, ignore_conflicts=True)  # two clocks may do this at once


def keep(state: str, links: Iterable[int], *, at: datetime) -> None:
    since = None if state == State.ALIVE else Coalesce(F("troubled_since"), at)
    Link.objects.filter(pk__in=links).update(state=state, checked_at=at, troubled_since=since)


def dead_among(targets: Iterable[str]) -> Iterator[str]:
    """Answer which of these lead to no page of ours."""
    by_name: dict[str, dict[str, str]] = defaultdict(dict)
    for target in targets:
        name, _colon, argument = target.partition(":")
        by_name[name][argument] = target
    there = {
        "article": slugs_of_articles,
        "guide": slugs_of_guides,
        "picture": digests_of_pictures,
    }
    for name, arguments in by_name.items():
        if name in there:
            alive = set(there[name](arguments))
        else:
            alive = {""} if name in markdown.PAGES else set()
        yield from (target for argument, target in arguments.items() if argument not in alive)


def slugs_of_articles(slugs: Iterable[str]) -> Iterable[str]:
    return Article.objects.published().filter(slug__in=slugs).values_list("slug", flat=True)


def slugs_of_guides(slugs: Iterable[str]) -> Iterable[str]:
    return GuideVersion.objects.published().filter(slug__in=slugs).values_list("slug", flat=True)


def digests_of_pictures(digests: Iterable[str]) -> Iterable[str]:
    return Picture.objects.filter(digest__in=digests).values_list("digest", flat=True)


def check(link: Link, *, checker: LinkChecker, at: datetime) -> None:
    """Ask the other site, unless somebody has asked by now; committed first, so that no fault asks again and again."""
    if not Link.objects.due(at).filter(pk=link.pk).update(checked_at=at):
        return
    finding = checker.check(link.target)
    is_fine = finding.state in {State.ALIVE, State.NOT_KNOWN}
    Link.objects.filter(pk=link.pk).update(
        state=finding.state,
        http_status=finding.http_status,
        troubled_since=None if is_fine else Coalesce(F("troubled_since"), at),
    )
