"""Whatever is written into an article, nothing of it runs: not for residents, agents or editors, not in a real browser."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Page

from knowledge import articles, search_index
from knowledge.models import ArticleText
from tests import xss
from tests.factories import MONDAY_NINE, ArticleTextFactory, UserFactory

pytestmark = pytest.mark.django_db

FIELDS = ["body", "have_ready", "law_references", "agent_notes", "unconfirmed"]
CHUNKS = [
    "\n\n".join(xss.STORABLE[start : start + 30]) for start in range(0, len(xss.STORABLE), 30)
]


SQUARE_CODE = re.compile(r'<img src="data:image/svg[^"]*" alt="" width="96" height="96">')


def assert_harmless(html: str) -> None:
    """Beside the square code of the page's address, which is a drawing of ours."""
    xss.assert_harmless(SQUARE_CODE.sub("", html))


def published(payloads: str, title: str) -> ArticleText:
    text = ArticleTextFactory(
        title=title[:120],
        short_answer=title[:400],
        article__slug="hostile",
        article__sources=payloads,
        **dict.fromkeys(FIELDS, payloads),
    )
    search_index.put(text)
    return text


@pytest.mark.parametrize("payloads", CHUNKS, ids=range(len(CHUNKS)))
def test_nothing_runs_wherever_an_article_is_read_or_written(client, payloads):
    text = published(payloads, payloads)
    editor = UserFactory(roles=["editor", "agent"], language="en")
    draft = articles.begin(text.article, "sv", by=editor, at=MONDAY_NINE)
    articles.save(
        draft,
        revision=0,
        by=editor,
        at=MONDAY_NINE,
        body=payloads[::-1],
        change_note=payloads[:200],
    )
    staff = Client()
    staff.force_login(editor)

    for page in ["/sv/faq/hostile/", "/ar/faq/hostile/", "/sv/faq/", "/sv/search/?q=alert"]:
        assert_harmless(client.get(page).content.decode())
    for page in [
        *("/desk/articles/hostile/", "/desk/search/?q=alert", "/editor/"),
        *("/editor/articles/hostile/", "/editor/articles/hostile/settings/"),
        *(f"/editor/texts/{draft.pk}/{part}" for part in ["", "write/", "preview/"]),
    ]:
        answer = staff.get(page)
        assert answer.status_code == 200, page
        assert_harmless(answer.content.decode())


@pytest.mark.parametrize("title", xss.STORABLE[::8])
def test_nothing_runs_in_a_question_and_its_short_answer(client, title):
    published("", title)

    for page in ["/sv/faq/hostile/", "/sv/faq/", "/sv/"]:
        assert_harmless(client.get(page).content.decode())


@pytest.mark.django_db(transaction=True)
def test_no_browser_is_made_to_do_anything(page: Page, live_server):
    published("\n\n".join(xss.STORABLE), xss.STORABLE[0])
    ran = []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    page.on("popup", lambda popup: ran.append(popup.url))

    page.goto(f"{live_server.url}/sv/faq/hostile/")
    page.wait_for_timeout(300)

    assert ran == []
    assert page.url.endswith("/sv/faq/hostile/")
    assert page.get_by_role("heading", level=1).inner_text() == xss.STORABLE[0]
