"""Links in published texts: listed when something is published, asked once a day, shown when they lead nowhere."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contactcenter import celery_app
from knowledge import dead_links, schedule
from knowledge.link_checker import LinkChecker
from knowledge.models import Link
from tests import xss
from tests.factories import MONDAY_NINE, ArticleTextFactory, PictureFactory, UserFactory
from tests.knowledge.strangers import HERE, Stranger, stranger

pytestmark = pytest.mark.django_db

A_DAY = timedelta(days=1)


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(UserFactory(roles=["editor"], language="en"))
    return client


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[Stranger]:
    with stranger(tmp_path_factory.mktemp("tls"), names=["localhost"]) as running:
        yield running


def states() -> dict[str, str]:
    return dict(Link.objects.values_list("target", "state"))


def test_every_way_to_write_a_link_is_found():
    text = ArticleTextFactory(
        body="[a](https://a.example) [b]( <https://b.example/?x=(1)> 'Title') <https://c.example>\n"
        "[d][d] ![e](picture:1) [f](tel:112) [g](mailto:a@b.example)\n\n[d]: https://d.example\n",
        agent_notes="[h](article:h)",
    )

    assert dead_links.targets_in(text) == {
        *(f"https://{name}.example" for name in "acd"),
        *("https://b.example/?x=(1", "picture:1", "article:h"),
    }


def test_our_own_pages_are_looked_up():
    picture = PictureFactory()
    ArticleTextFactory(article__slug="there")
    ArticleTextFactory(article__slug="draft", state="draft")
    targets = {
        "article:there": "alive",
        "article:draft": "gone",
        "article:nowhere": "gone",
        "norm:": "alive",
        "norm:2026": "gone",
        "guide:nowhere": "gone",
        f"picture:{picture.digest}": "alive",
        "picture:1": "gone",
        "/faq/": "gone",
        "javascript:alert": "gone",
        "https://example.org/": "not_asked",
    }
    ArticleTextFactory(body="\n".join(f"[x]({target})" for target in targets))

    dead_links.note_down(at=MONDAY_NINE)

    assert states() == targets


def test_what_is_no_longer_published_is_forgotten_and_since_when_is_kept():
    text = ArticleTextFactory(body="[x](article:a) [y](article:b)")
    dead_links.note_down(at=MONDAY_NINE)
    text.body = "[x](article:a)"
    text.save()
    other = ArticleTextFactory(body="[x](article:a)", language="en", article=text.article)

    dead_links.note_down(at=MONDAY_NINE + A_DAY)

    link = Link.objects.get()
    assert (link.target, link.troubled_since) == ("article:a", MONDAY_NINE)
    assert set(link.texts.all()) == {text, other}


def test_listing_takes_the_same_queries_for_one_link_and_for_many():
    counts = []
    for number in [1, 20]:
        for place in range(number):
            ArticleTextFactory(body=f"[x](article:{number}-{place}) [y](https://a.example/{place})")
        with CaptureQueriesContext(connection) as queries:
            dead_links.note_down(at=MONDAY_NINE)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_another_site_is_asked_once_a_day(site):
    ArticleTextFactory(body=f"[x]({site.url('/404')}) [y]({site.url('/200')})")
    checker = LinkChecker(neighbours=frozenset({HERE, "::1"}), trusted=site.trusted)
    dead_links.note_down(at=MONDAY_NINE)
    before = len(site.asked)

    for moment in [MONDAY_NINE, MONDAY_NINE + timedelta(hours=23), MONDAY_NINE + A_DAY]:
        for link in Link.objects.all():
            dead_links.check(link, checker=checker, at=moment)

    assert len(site.asked) - before == 4
    assert states() == {site.url("/404"): "gone", site.url("/200"): "alive"}
    dead = Link.objects.dead().get()
    assert (dead.http_status, dead.troubled_since) == (404, MONDAY_NINE)


@pytest.fixture
def rung():
    """What is handed to a worker is done at once."""
    celery_app.conf.task_always_eager = True
    yield
    celery_app.conf.task_always_eager = False


@pytest.mark.usefixtures("rung")
@pytest.mark.parametrize(("asks", "state"), [(True, "not_allowed"), (False, "not_asked")])
def test_the_clock_lists_and_asks(settings, asks, state):
    settings.CHECK_OUTSIDE_LINKS = asks
    ArticleTextFactory(body="[x](https://127.0.0.1/) [y](article:nowhere)")

    schedule.check_links()

    assert states() == {"https://127.0.0.1/": state, "article:nowhere": "gone"}


@pytest.mark.usefixtures("rung")
def test_the_clock_lists_anew_only_when_something_was_published(settings):
    settings.CHECK_OUTSIDE_LINKS = False
    text = ArticleTextFactory(body="[x](article:a)")
    schedule.check_links()

    with CaptureQueriesContext(connection) as queries:
        schedule.check_links()
    text.body = "[x](article:b)"
    text.save()
    schedule.check_links()

    assert len(queries) == 1
    assert states() == {"article:b": "gone"}


def test_editors_see_what_is_dead_and_where_it_stands(editor):
    ArticleTextFactory(title="The norm", body="[x](article:nowhere) [y](norm:)")
    dead_links.note_down(at=MONDAY_NINE)

    html = editor.get(reverse("editor:links")).content.decode()

    assert "article:nowhere" in html
    assert "The norm" in html
    assert "1 of 2 links" in html
    assert "norm:<" not in html


def test_the_page_takes_the_same_queries_for_one_link_and_for_many(editor):
    editor.get(reverse("editor:links"))
    counts = []
    for number in [1, 15]:
        for place in range(number):
            ArticleTextFactory(body=f"[x](article:{number}-{place})")
        dead_links.note_down(at=MONDAY_NINE)
        with CaptureQueriesContext(connection) as queries:
            editor.get(reverse("editor:links"))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_nothing_that_stands_in_a_link_runs(editor):
    body = "\n\n".join(f"[x]({payload}) {payload}" for payload in xss.STORABLE)
    ArticleTextFactory(title="<script>alert(1)</script>", body=body)
    dead_links.note_down(at=MONDAY_NINE)

    for number in range(1, Link.objects.dead().count() // 20 + 2):
        page = editor.get(reverse("editor:links"), {"page": number})
        xss.assert_harmless(page.content.decode())
