import pytest
from django.test import Client

from contactcenter.accounts.models import User
from contactcenter.accounts.roles import Role
from knowledge.models import ArticleText
from tests.factories import ArticleTextFactory, UserFactory
from tests.sample import PERSONAL_NUMBERS

pytestmark = pytest.mark.django_db


@pytest.fixture
def sofia() -> User:
    return UserFactory(roles=[Role.EDITOR], language="en", display_name="Sofia")


@pytest.fixture
def daniel() -> User:
    return UserFactory(roles=[Role.EDITOR], language="en", display_name="Daniel")


def as_(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def begun(person: User, text: ArticleText, language: str = "sv") -> ArticleText:
    answer = as_(person).post(f"/editor/articles/{text.article.slug}/{language}/begin/")
    assert answer.status_code == 302
    return text.article.texts.being_written().get(language=language)


def typed(draft: ArticleText, **changes: str) -> dict[str, str]:
    fields = {"title": draft.title, "short_answer": draft.short_answer, "body": draft.body}
    return {**fields, "revision": str(draft.revision), **changes}


def act(person: User, text: ArticleText, name: str, data: dict[str, str] | None = None):
    return as_(person).post(f"/editor/texts/{text.pk}/{name}/", data or {})


def in_review(writer: User, text: ArticleText, language: str = "sv", **changes: str) -> ArticleText:
    draft = begun(writer, text, language)
    answer = act(writer, draft, "submit", typed(draft, **changes))
    assert answer.status_code == 302
    draft.refresh_from_db()
    return draft


def test_a_draft_is_saved_half_written_and_sent_when_it_is_whole(sofia):
    draft = begun(sofia, ArticleTextFactory())

    saved = act(sofia, draft, "write", typed(draft, short_answer="", body="Half\r\nof it"))
    draft.refresh_from_db()
    sent = act(sofia, draft, "submit", typed(draft, short_answer=""))

    assert (saved.status_code, draft.body) == (302, "Half\nof it")
    assert sent.status_code == 422
    assert sent.context["form"].errors.keys() == {"short_answer"}


def test_of_two_who_save_the_second_sees_both_and_may_put_theirs_on_top(sofia, daniel):
    draft = begun(sofia, ArticleTextFactory(body="Before"))
    act(sofia, draft, "write", typed(draft, body="Sofia wrote this"))

    answer = act(daniel, draft, "write", typed(draft, body="Daniel wrote that"))

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "<del>" in html
    assert ">Sofia<" in html
    assert "Daniel wrote that</textarea>" in html
    assert act(daniel, draft, "write", answer.context["form"].data).status_code == 302
    draft.refresh_from_db()
    assert (draft.body, draft.written_by) == ("Daniel wrote that", daniel)


def test_what_is_typed_is_kept_when_the_draft_was_sent_meanwhile(sofia, daniel):
    draft = begun(sofia, ArticleTextFactory())
    act(sofia, draft, "submit", typed(draft))

    answer = act(daniel, draft, "write", typed(draft, body="A long evening’s work"))

    assert answer.status_code == 409
    assert "A long evening’s work</textarea>" in answer.content.decode()


def test_typing_is_kept_as_it_goes_and_the_page_learns_its_revision(sofia):
    draft = begun(sofia, ArticleTextFactory())

    answer = act(sofia, draft, "keep", typed(draft, body="So far")).content.decode()

    draft.refresh_from_db()
    assert (draft.body, draft.revision) == ("So far", 1)
    assert 'name="revision" value="1" id="id_revision" hx-swap-oob="true"' in answer


def test_typing_is_not_kept_over_a_colleagues_nor_with_a_personal_number_in_it(sofia, daniel):
    draft = begun(sofia, ArticleTextFactory())
    act(sofia, draft, "keep", typed(draft, body="Sofia"))

    late = act(daniel, draft, "keep", typed(draft, body="Daniel"))
    personal = act(sofia, draft, "keep", typed(draft, body=PERSONAL_NUMBERS[0], revision="1"))

    draft.refresh_from_db()
    assert draft.body == "Sofia"
    assert (late.status_code, personal.status_code) == (409, 422)
    assert "There is a personal number in the text." in personal.content.decode()


def test_where_two_texts_meet_nothing_is_kept_before_it_is_chosen(sofia, daniel):
    draft = begun(sofia, ArticleTextFactory())
    act(sofia, draft, "write", typed(draft, body="Sofia"))

    answer = act(daniel, draft, "write", typed(draft, body="Daniel"))

    assert f"/editor/texts/{draft.pk}/keep/" not in answer.content.decode()


def test_a_personal_number_is_refused_in_every_field(sofia):
    draft = begun(sofia, ArticleTextFactory())

    answer = act(sofia, draft, "write", typed(draft, agent_notes=f"See {PERSONAL_NUMBERS[0]}"))

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"agent_notes"}


def test_the_preview_shows_what_was_typed_and_saves_nothing(sofia):
    draft = begun(sofia, ArticleTextFactory())

    answer = act(sofia, draft, "write", typed(draft, body="## New heading", preview="1"))

    assert "<h2>New heading</h2>" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.body == ""


def test_a_draft_is_previewed_on_its_page_in_its_own_language(sofia):
    published = ArticleTextFactory()
    draft = begun(sofia, published, "ar")
    act(sofia, draft, "write", typed(draft, title="ما هو؟", body="نص"))

    html = as_(sofia).get(f"/editor/texts/{draft.pk}/preview/").content.decode()

    assert '<html lang="ar" dir="rtl"' in html
    assert '<h1 lang="ar" dir="rtl">ما هو؟</h1>' in html
    assert "Back to the editor" in html


def test_whoever_wrote_it_is_told_that_a_colleague_publishes(sofia):
    text = in_review(sofia, ArticleTextFactory())

    answer = act(sofia, text, "publish", {"revision": "1", "change": "typo"})

    assert answer["Location"] == f"/editor/texts/{text.pk}/"
    page = as_(sofia).get(f"/editor/texts/{text.pk}/").content.decode()
    assert "Whoever writes a text does not publish it." in page
    text.refresh_from_db()
    assert text.state == "in_review"


def test_a_colleague_sees_what_changes_and_says_what_kind_of_change_it_is(sofia, daniel):
    before = ArticleTextFactory(body="It costs 100 kronor.")
    text = in_review(sofia, before, body="It costs 200 kronor.")

    page = as_(daniel).get(f"/editor/texts/{text.pk}/publish/").content.decode()
    unsaid = act(daniel, text, "publish", {"revision": "1"})
    said = act(daniel, text, "publish", {"revision": "1", "change": "changed_fact"})

    assert ">100<span" in page
    assert ">200<span" in page
    assert (unsaid.status_code, said.status_code) == (422, 302)
    text.refresh_from_db()
    assert (text.state, text.checked_by, text.article.facts_version) == ("published", daniel, 2)


def test_a_publisher_who_comes_too_late_is_told_and_led_to_the_text(sofia, daniel):
    text = in_review(sofia, ArticleTextFactory())
    act(sofia, text, "take-back", {"revision": "1"})

    answer = act(daniel, text, "publish", {"revision": "1", "change": "typo"})

    assert answer["Location"] == f"/editor/texts/{text.pk}/"
    page = as_(daniel).get(answer["Location"]).content.decode()
    assert "Write on" in page


def test_the_first_text_in_a_language_is_published_without_being_asked(sofia, daniel):
    swedish = ArticleTextFactory()
    fields = {"title": "Miten?", "short_answer": "Näin.", "source_version": "1"}
    finnish = in_review(sofia, swedish, "fi", **fields)

    act(daniel, finnish, "publish", {"revision": "1"})

    finnish.refresh_from_db()
    assert (finnish.state, finnish.change) == ("published", "clarification")


def test_the_writer_reads_why_a_colleague_gave_it_back(sofia, daniel):
    text = in_review(sofia, ArticleTextFactory())

    act(daniel, text, "give-back", {"revision": "1", "because": "Say where to turn."})

    page = as_(sofia).get(f"/editor/texts/{text.pk}/write/").content.decode()
    assert "Daniel gave it back:" in page
    assert "Say where to turn." in page


def test_a_draft_is_thrown_away_after_a_question(sofia):
    published = ArticleTextFactory()
    draft = begun(sofia, published)

    asked = as_(sofia).get(f"/editor/texts/{draft.pk}/discard/")
    act(sofia, draft, "discard", {"revision": "0"})

    assert "gone for good" in asked.content.decode()
    assert list(ArticleText.objects.all()) == [published]


@pytest.mark.parametrize("way", ["write", "submit"])
def test_what_was_typed_comes_back_when_a_colleague_has_thrown_the_draft_away(sofia, daniel, way):
    draft = begun(sofia, ArticleTextFactory())
    fields = typed(draft, body="Much <b>work</b>")
    act(daniel, draft, "discard", {"revision": "0"})

    answer = act(sofia, draft, way, fields)

    assert answer.status_code == 404
    assert "Much &lt;b&gt;work&lt;/b&gt;" in answer.content.decode()


def test_a_translation_stands_beside_the_swedish_text_and_what_changed_in_it(sofia):
    old = ArticleTextFactory(state="replaced", body="It costs 100 kronor.")
    article = old.article
    ArticleTextFactory(article=article, version=2, body="It costs 200 kronor.")
    ArticleTextFactory(article=article, language="fa", title="چقدر؟", body="۱۰۰")
    draft = begun(sofia, old, "fa")

    html = as_(sofia).get(f"/editor/texts/{draft.pk}/write/").content.decode()

    assert 'name="source_version" value="2"' in html
    assert ">100<span" in html
    assert 'lang="fa" dir="rtl"' in html
    assert "agent_notes" not in html


def test_sending_a_translation_says_which_swedish_text_it_follows(sofia, daniel):
    old = ArticleTextFactory(state="replaced", article__facts_version=2)
    ArticleTextFactory(article=old.article, version=2)
    behind = ArticleTextFactory(article=old.article, language="fi")
    text = in_review(sofia, old, "fi", source_version="2", body="Uusi")

    act(daniel, text, "publish", {"revision": "1", "change": "clarification"})

    behind.refresh_from_db()
    assert (behind.state, behind.is_out_of_date) == ("replaced", True)
    assert not old.article.texts.published().out_of_date().exists()


def test_a_version_that_swedish_never_had_is_refused(sofia):
    draft = begun(sofia, ArticleTextFactory(), "fi")
    fields = typed(draft, title="Miten?", short_answer="Näin.", source_version="9")

    answer = act(sofia, draft, "submit", fields)

    assert answer.status_code == 422
    assert "Näin.</textarea>" in answer.content.decode()


def test_an_editor_sees_what_changed_and_says_that_a_translation_still_holds(sofia):
    old = ArticleTextFactory(state="replaced", body="Old", article__facts_version=2)
    ArticleTextFactory(article=old.article, version=2, body="New")
    finnish = ArticleTextFactory(article=old.article, language="fi")

    page = as_(sofia).get(f"/editor/texts/{finnish.pk}/still-right/").content.decode()
    act(sofia, finnish, "still-right", {"source_version": "2"})

    assert ">Old<span" in page
    finnish.refresh_from_db()
    assert not finnish.is_out_of_date
    again = as_(sofia).get(f"/editor/texts/{finnish.pk}/still-right/")
    assert again.status_code == 302


def test_it_is_noted_who_has_read_a_translation(sofia):
    finnish = ArticleTextFactory(article=ArticleTextFactory().article, language="fi")

    tomorrow = act(sofia, finnish, "native-reader", {"reader": "Aino", "day": "2099-01-01"})
    act(sofia, finnish, "native-reader", {"reader": "Aino", "day": "2026-11-02"})

    assert tomorrow.status_code == 422
    finnish.refresh_from_db()
    assert (finnish.native_reader, finnish.native_read_on.isoformat()) == ("Aino", "2026-11-02")


def test_the_history_shows_what_each_version_changed_and_leads_back(sofia):
    first = ArticleTextFactory(state="replaced", body="As it was.")
    ArticleTextFactory(article=first.article, version=2, body="As it is.", change_note="Newer")
    address = f"/editor/articles/{first.article.slug}/sv/history/"

    html = as_(sofia).get(address).content.decode()
    act(sofia, first, "restore")

    assert ">was<span" in html
    assert "Newer" in html
    draft = first.article.texts.being_written().get()
    assert (draft.body, draft.version) == ("As it was.", 3)
    assert act(sofia, first, "restore")["Location"] == address


@pytest.mark.parametrize("address", ["xx/begin/", "xx/history/"])
def test_a_language_that_the_house_does_not_have_is_not_there(sofia, address):
    article = ArticleTextFactory().article
    client = as_(sofia)
    ask = client.post if "begin" in address else client.get

    assert ask(f"/editor/articles/{article.slug}/{address}").status_code == 404
