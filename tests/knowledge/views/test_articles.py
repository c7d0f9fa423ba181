from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contactcenter.accounts.models import User
from contactcenter.accounts.roles import Role
from knowledge.models import Article, ArticleText
from tests.factories import ArticleFactory, ArticleTextFactory, TopicFactory, UserFactory

pytestmark = pytest.mark.django_db

LIST = "/editor/"


@pytest.fixture
def sofia() -> User:
    return UserFactory(roles=[Role.EDITOR], language="en", display_name="Sofia")


@pytest.fixture
def client(sofia) -> Client:
    client = Client()
    client.force_login(sofia)
    return client


def listed(client: Client, **query: str) -> list[str]:
    """Answer the questions on the page, in its order."""
    page = client.get(LIST, query).context["page"]
    return [article.title for article in page]


def question(title: str, **about: object) -> Article:
    text = ArticleTextFactory(title=title, article=ArticleFactory(**about))
    return text.article


def settings_of(article: Article, **changes: str) -> dict[str, str]:
    return {
        "topic": str(article.topic_id),
        "is_public": "on",
        "review_due": article.review_due.isoformat(),
        "revision": str(article.revision),
    } | changes


def test_the_list_finds_words_of_the_question_in_every_language(client):
    article = question("Hur söker jag bistånd?")
    ArticleTextFactory(article=article, language="fi", title="Miten haen tukea?")
    question("Vad kostar det?")

    assert listed(client, q="bistånd söker") == ["Hur söker jag bistånd?"]
    assert listed(client, q="tukea") == ["Hur söker jag bistånd?"]
    assert listed(client, q="%") == []


def test_the_list_keeps_what_waits_for_the_reader(client, sofia):
    mine = {"written_by": sofia}
    written = question("By me")
    ArticleTextFactory(article=written, version=2, state="in_review", **mine)
    waits = question("By a colleague")
    ArticleTextFactory(article=waits, version=2, state="in_review", written_by=UserFactory())
    behind = question("Behind", facts_version=2, owner=sofia)
    ArticleTextFactory(article=behind, language="fi")
    question("Late", review_due=timezone.localdate() - timedelta(days=1))

    assert listed(client, show="to-review") == ["By a colleague"]
    assert listed(client, show="my-drafts") == ["By me"]
    assert listed(client, show="out-of-date") == ["Behind"]
    assert listed(client, show="overdue") == ["Late"]
    assert listed(client, show="mine") == ["Behind"]
    counts = [tab.get("count") for tab in client.get(LIST).context["work"]]
    assert counts == [None, 1, 1, 1, 1, None]


def test_the_list_keeps_topics_states_and_what_lacks_a_language(client):
    money = TopicFactory(code="money")
    rent = TopicFactory(code="rent", parent=money)
    article = question("Rent?", topic=rent)
    ArticleTextFactory(article=article, language="fi")
    ArticleTextFactory(article=ArticleFactory(), state="draft", title="Only a draft")

    assert listed(client, topic=str(money.pk)) == ["Rent?"]
    assert listed(client, state="draft") == ["Only a draft"]
    assert listed(client, state="unpublished") == ["Only a draft"]
    assert listed(client, lacks="fi") == ["Only a draft"]


def test_the_list_is_sorted_as_a_swedish_dictionary(client):
    for title in ("Öppet?", "Ärende?", "Zon?", "Ångra?"):
        question(title)

    assert listed(client, sort="title") == ["Zon?", "Ångra?", "Ärende?", "Öppet?"]


def queries_of_the_list(client: Client) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(LIST).status_code == 200
    return len(queries)


def test_the_list_asks_as_little_for_thirty_rows_as_for_one(client):
    ArticleTextFactory(article=question("One"), language="fi", written_by=UserFactory())
    client.get(LIST)  # the first page of a session costs more
    for_one = queries_of_the_list(client)
    for number in range(29):
        owner = UserFactory()
        article = question(f"More {number}", owner=owner)
        ArticleTextFactory(article=article, language="fi", written_by=owner)

    assert queries_of_the_list(client) == for_one


def test_an_empty_house_says_so(client):
    assert "There are no articles yet." in client.get(LIST).content.decode()
    assert "Nothing waits here." in client.get(LIST, {"show": "mine"}).content.decode()


def test_a_new_article_leads_to_its_first_draft(client):
    answer = client.post("/editor/new/", {"title": "Vad kostar det?", "topic": TopicFactory().pk})

    draft = ArticleText.objects.get()
    assert answer["Location"] == reverse("editor:write-text", args=[draft.pk])
    assert (draft.article.slug, draft.article.is_public) == ("vad-kostar-det", False)


def test_the_page_of_an_article_says_what_each_language_waits_for(client):
    article = question("Hur?", facts_version=2)
    ArticleTextFactory(article=article, language="fi")
    ArticleTextFactory(article=article, language="ar", state="draft")

    page = client.get(f"/editor/articles/{article.slug}/")
    html = page.content.decode()

    waiting = {each.code: each for each in page.context["languages"]}
    assert (waiting["fi"].is_out_of_date, waiting["sv"].is_out_of_date) == (True, False)
    assert waiting["ar"].being_written.state == "draft"
    assert '<bdi lang="ar" dir="rtl">العربية</bdi>' in html
    assert "Bring up to date" in html


def test_settings_are_kept(client, sofia):
    article, other = question("Hur?"), question("Varför?")
    chosen = settings_of(article, owner=str(sofia.pk), related=str(other.pk), sources="SFS\r\nEU")

    client.post(f"/editor/articles/{article.slug}/settings/", chosen)

    article.refresh_from_db()
    assert (article.owner, article.sources, article.revision) == (sofia, "SFS\nEU", 1)
    assert list(article.related.all()) == [other]


@pytest.mark.parametrize(
    ("days", "fault"), [(-1, "That day has been."), (185, "Choose a day within six months.")]
)
def test_a_review_is_due_within_six_months(client, days, fault):
    article = question("Hur?")
    day = timezone.localdate() + timedelta(days=days)

    settings = client.post(
        f"/editor/articles/{article.slug}/settings/",
        settings_of(article, review_due=day.isoformat()),
    )
    reviewed = client.post(
        f"/editor/articles/{article.slug}/reviewed/", {"review_due": day.isoformat()}
    )

    for answer in (settings, reviewed):
        assert answer.status_code == 422
        assert fault in answer.content.decode()


def test_other_settings_are_changed_while_a_review_is_overdue(client):
    article = question("Hur?", review_due=timezone.localdate() - timedelta(days=9))

    answer = client.post(
        f"/editor/articles/{article.slug}/settings/", settings_of(article, sources="SFS")
    )

    assert answer.status_code == 302


def test_of_two_who_change_settings_the_second_sees_both(client, sofia):
    article = question("Hur?", sources="Before")
    address = f"/editor/articles/{article.slug}/settings/"
    client.post(address, settings_of(article, sources="First"))

    answer = client.post(address, settings_of(article, sources="Second"))

    html = answer.content.decode()
    assert answer.status_code == 409
    assert ("First" in html, ">\nSecond</textarea>" in html) == (True, True)
    again = answer.context["form"].data
    assert client.post(address, again).status_code == 302
    article.refresh_from_db()
    assert article.sources == "Second"


def test_an_article_is_taken_from_residents(client):
    article = question("Hur?")

    client.post(f"/editor/articles/{article.slug}/withdraw/")

    article.refresh_from_db()
    assert not article.is_public
    assert "Staff only" in client.get(f"/editor/articles/{article.slug}/").content.decode()


def test_reviews_due_are_all_or_ones_own(client, sofia):
    yesterday = timezone.localdate() - timedelta(days=1)
    question("Mine", review_due=yesterday, owner=sofia)
    question("Another’s", review_due=yesterday, owner=UserFactory())
    question("Later", review_due=yesterday + timedelta(days=100))

    def due(**query: str) -> list[str]:
        page = client.get("/editor/reviews/", query).context["page"]
        return [article.title for article in page]

    assert due() == ["Mine", "Another’s"]
    assert due(whose="mine") == ["Mine"]
