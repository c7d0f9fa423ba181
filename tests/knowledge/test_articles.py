import threading
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from contactcenter.accounts.models import User
from contactcenter.accounts.roles import Role
from contactcenter.audit.models import AuditEvent
from knowledge import articles, search
from knowledge.articles import Change, State
from knowledge.models import Article, ArticleText
from tests.factories import MONDAY_NINE, ArticleTextFactory, TopicFactory, UserFactory

pytestmark = pytest.mark.django_db

LANGUAGES = ["en", "fi", "ar", "so", "fa", "es", "pl", "uk", "ru", "tr", "ti"]


@pytest.fixture
def sofia() -> User:
    return UserFactory(roles=[Role.EDITOR], display_name="Sofia")


@pytest.fixture
def daniel() -> User:
    return UserFactory(roles=[Role.EDITOR], display_name="Daniel")


def begun(article: Article, by: User, language: str = "sv") -> ArticleText:
    return articles.begin(article, language, by=by, at=MONDAY_NINE)


def sent(draft: ArticleText, by: User, **fields: str) -> ArticleText:
    source = draft.article.texts.published().filter(language="sv").first()
    articles.submit(
        draft,
        revision=draft.revision,
        source_version=source and source.version,
        by=by,
        at=MONDAY_NINE,
        **fields,
    )
    return draft


def publish(text: ArticleText, by: User, change: str = Change.CHANGED_FACT) -> None:
    articles.publish(
        text, revision=text.revision, change=change, change_note="", by=by, at=MONDAY_NINE
    )


def published_anew(article: Article, writer: User, checker: User, change: str) -> ArticleText:
    text = sent(begun(article, writer), writer, body="Something else.")
    publish(text, checker, change)
    return text


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("position").values_list("action", flat=True))


def test_an_article_begins_as_a_swedish_draft_that_nobody_else_sees(sofia):
    draft = articles.create(
        title="Hur söker jag?", topic=TopicFactory(), is_public=True, by=sofia, at=MONDAY_NINE
    )

    assert (draft.language, draft.state, draft.article.slug) == ("sv", State.DRAFT, "hur-soker-jag")
    assert draft.article.owner == sofia
    assert draft.article.review_due == date(2027, 5, 26)
    assert not Article.objects.published().exists()
    assert actions() == ["article.created"]


def test_two_articles_with_the_same_question_have_two_addresses(sofia):
    topic = TopicFactory()
    slugs = [
        articles.create(title="Hur?", topic=topic, by=sofia, at=MONDAY_NINE).article.slug
        for _ in range(2)
    ]

    assert slugs == ["hur", "hur-2"]


def test_a_new_draft_begins_with_what_is_published(sofia):
    published = ArticleTextFactory(title="Hur?", body="Så.\n")

    draft = begun(published.article, sofia)

    assert (draft.version, draft.title, draft.body) == (2, "Hur?", "Så.")
    assert draft.written_by == sofia


def test_a_translation_begins_beside_the_published_swedish_text(sofia):
    published = ArticleTextFactory(version=3)

    draft = begun(published.article, sofia, "fi")

    assert (draft.version, draft.source_version, draft.title) == (1, 3, "")


def test_a_translation_may_begin_before_the_swedish_text_is_published_and_waits_for_it(sofia):
    coming = ArticleTextFactory(state=State.DRAFT)

    draft = begun(coming.article, sofia, "fi")
    articles.save(
        draft, revision=0, by=sofia, at=MONDAY_NINE, title="Normi?", short_answer="Kyllä."
    )

    assert draft.source_version == 1
    with pytest.raises(articles.NothingToTranslate):
        articles.submit(draft, revision=draft.revision, source_version=1, by=sofia, at=MONDAY_NINE)


def test_only_one_draft_is_written_in_a_language(sofia, daniel):
    published = ArticleTextFactory()
    begun(published.article, sofia)

    with pytest.raises(articles.AlreadyBeingWritten):
        begun(published.article, daniel)

    assert published.article.texts.being_written().get().written_by == sofia


def test_of_two_who_save_at_once_the_second_is_told(sofia, daniel):
    draft = begun(ArticleTextFactory().article, sofia)
    seen_by_both = draft.revision
    articles.save(draft, revision=seen_by_both, by=sofia, at=MONDAY_NINE, body="Sofia")

    with pytest.raises(articles.Outdated):
        articles.save(draft, revision=seen_by_both, by=daniel, at=MONDAY_NINE, body="Daniel")

    draft.refresh_from_db()
    assert (draft.body, draft.written_by) == ("Sofia", sofia)


def test_saving_it_as_it_was_makes_nobody_the_writer(sofia, daniel):
    draft = begun(ArticleTextFactory(body="Så.").article, sofia)

    articles.save(draft, revision=draft.revision, by=daniel, at=MONDAY_NINE, body="Så.")

    draft.refresh_from_db()
    assert (draft.revision, draft.written_by) == (0, sofia)
    assert actions() == ["article.begun"]


def test_sending_it_as_it_was_leaves_its_writer(sofia, daniel):
    draft = begun(ArticleTextFactory(body="Så.").article, sofia)

    sent(draft, daniel, body="Så.")

    assert (draft.state, draft.written_by) == (State.IN_REVIEW, sofia)


def test_without_a_short_answer_nothing_is_sent(sofia):
    draft = begun(ArticleTextFactory().article, sofia)

    with pytest.raises(articles.Incomplete):
        sent(draft, sofia, short_answer="")

    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_what_is_in_review_is_not_written_in(sofia):
    text = sent(begun(ArticleTextFactory().article, sofia), sofia)

    with pytest.raises(articles.Outdated):
        articles.save(text, revision=text.revision, by=sofia, at=MONDAY_NINE, body="More")


def test_the_writer_takes_it_back_and_writes_on(sofia):
    text = sent(begun(ArticleTextFactory().article, sofia), sofia)

    articles.take_back(text, revision=text.revision, by=sofia, at=MONDAY_NINE)
    articles.save(text, revision=text.revision, by=sofia, at=MONDAY_NINE, body="More")

    assert (text.state, text.body) == (State.DRAFT, "More")


def test_a_colleague_gives_it_back_and_says_why_until_it_is_sent_again(sofia, daniel):
    text = sent(begun(ArticleTextFactory().article, sofia), sofia)

    articles.give_back(text, revision=text.revision, because="Shorter.", by=daniel, at=MONDAY_NINE)
    assert (text.state, text.returned_because, text.returned_by) == ("draft", "Shorter.", daniel)

    sent(text, sofia)
    assert (text.returned_because, text.returned_by) == ("", None)


def test_nobody_publishes_what_they_wrote(sofia):
    text = sent(begun(ArticleTextFactory().article, sofia), sofia)

    with pytest.raises(articles.OwnText):
        publish(text, sofia)

    assert text.article.texts.published().get().version == 1


def test_nor_does_the_database_let_them(sofia):
    with pytest.raises(IntegrityError), transaction.atomic():
        ArticleTextFactory(written_by=sofia, checked_by=sofia)


def test_a_published_text_takes_the_place_of_the_one_before(sofia, daniel):
    first = ArticleTextFactory()

    second = published_anew(first.article, sofia, daniel, Change.CLARIFICATION)

    first.refresh_from_db()
    assert (first.state, second.state) == (State.REPLACED, State.PUBLISHED)
    assert (second.checked_by, second.published_at) == (daniel, MONDAY_NINE)
    assert actions() == ["article.begun", "article.submitted", "article.published"]


def test_what_is_published_is_found_at_once(sofia, daniel):
    text = sent(begun(ArticleTextFactory().article, sofia), sofia, title="Vad kostar glasögon?")

    publish(text, daniel)

    [hit] = search.find_articles("glasögon", at=MONDAY_NINE).hits.shown
    assert hit.text == text


def test_a_draft_is_not_published_before_it_was_sent(sofia, daniel):
    draft = begun(ArticleTextFactory().article, sofia)

    with pytest.raises(articles.Outdated):
        publish(draft, daniel)

    assert draft.article.texts.published().get().version == 1


def test_a_changed_fact_makes_eleven_translations_out_of_date_at_once(sofia, daniel):
    article = ArticleTextFactory().article
    for language in LANGUAGES:
        ArticleTextFactory(article=article, language=language)

    published_anew(article, sofia, daniel, Change.CHANGED_FACT)

    behind = ArticleText.objects.published().out_of_date()
    assert sorted(text.language for text in behind) == sorted(LANGUAGES)


@pytest.mark.parametrize("change", [Change.TYPO, Change.CLARIFICATION])
def test_other_changes_leave_translations_as_they_are(sofia, daniel, change):
    article = ArticleTextFactory().article
    ArticleTextFactory(article=article, language="fi")

    published_anew(article, sofia, daniel, change)

    assert not ArticleText.objects.out_of_date().exists()


def test_a_translation_brought_up_to_date_is_measured_against_what_stood_beside_it(sofia, daniel):
    article = ArticleTextFactory().article
    ArticleTextFactory(article=article, language="fi")
    published_anew(article, sofia, daniel, Change.CHANGED_FACT)
    draft = begun(article, daniel, "fi")
    assert draft.source_version == 1  # what it was copied from

    publish(sent(draft, daniel, body="Uusi."), sofia, Change.CLARIFICATION)

    assert draft.source_version == 2
    assert not ArticleText.objects.published().out_of_date().exists()


def test_facts_that_change_while_a_translation_waits_make_it_out_of_date(sofia, daniel):
    article = ArticleTextFactory().article
    waiting = sent(begun(article, sofia, "fi"), sofia, title="Miten?", short_answer="Näin.")
    published_anew(article, sofia, daniel, Change.CHANGED_FACT)

    publish(waiting, daniel, Change.CLARIFICATION)

    assert list(ArticleText.objects.published().out_of_date()) == [waiting]


def test_a_changed_fact_in_a_translation_moves_nothing(sofia, daniel):
    article = ArticleTextFactory(version=2, article__facts_version=2).article
    text = sent(begun(article, sofia, "fi"), sofia, title="Miten?", short_answer="Näin.")

    publish(text, daniel, Change.CHANGED_FACT)

    article.refresh_from_db()
    assert article.facts_version == 2


def test_a_corrected_typing_error_needs_no_native_reader_again(sofia, daniel):
    article = ArticleTextFactory().article
    read = {"native_reader": "Aino", "native_read_on": date(2026, 11, 3)}
    ArticleTextFactory(article=article, language="fi", **read)

    publish(sent(begun(article, sofia, "fi"), sofia, body="A"), daniel, Change.TYPO)
    after_typo = article.texts.published().get(language="fi")
    publish(sent(begun(article, sofia, "fi"), sofia, body="B"), daniel, Change.CLARIFICATION)
    after_more = article.texts.published().get(language="fi")

    assert (after_typo.native_reader, after_more.native_reader) == ("Aino", "")


def test_an_earlier_version_comes_back_as_a_draft(sofia, daniel):
    first = ArticleTextFactory(body="As it was.")
    published_anew(first.article, sofia, daniel, Change.TYPO)

    draft = articles.restore(first, by=sofia, at=MONDAY_NINE)

    assert (draft.version, draft.state, draft.body) == (3, State.DRAFT, "As it was.")


def test_a_discarded_draft_leaves_what_is_published(sofia):
    published = ArticleTextFactory()
    draft = begun(published.article, sofia)

    articles.discard(draft, revision=draft.revision, by=sofia, at=MONDAY_NINE)

    assert list(published.article.texts.all()) == [published]


def test_an_article_that_was_only_a_draft_goes_with_it(sofia):
    draft = articles.create(title="Hur?", topic=TopicFactory(), by=sofia, at=MONDAY_NINE)

    articles.discard(draft, revision=0, by=sofia, at=MONDAY_NINE)

    assert not Article.objects.exists()
    assert actions() == ["article.created", "article.discarded"]


def test_what_is_published_is_not_discarded(sofia):
    published = ArticleTextFactory()

    with pytest.raises(articles.Outdated):
        articles.discard(published, revision=0, by=sofia, at=MONDAY_NINE)


def test_an_editor_says_that_a_translation_is_still_right(sofia, daniel):
    article = ArticleTextFactory().article
    finnish = ArticleTextFactory(article=article, language="fi")
    published_anew(article, sofia, daniel, Change.CHANGED_FACT)

    articles.confirm(finnish, source_version=2, by=sofia, at=MONDAY_NINE)

    assert not ArticleText.objects.published().out_of_date().exists()
    event = AuditEvent.objects.get(action="article.confirmed")
    assert event.details["source_version"] == 2


def test_a_translation_is_right_by_a_text_that_was_published_only(sofia):
    finnish = ArticleTextFactory(article=ArticleTextFactory().article, language="fi")
    begun(finnish.article, sofia)

    with pytest.raises(articles.NothingToTranslate):
        articles.confirm(finnish, source_version=2, by=sofia, at=MONDAY_NINE)


@pytest.mark.django_db(transaction=True)
def test_of_two_publishers_one_wins(sofia, daniel):
    text = sent(begun(ArticleTextFactory().article, sofia), sofia)
    publishers = [daniel, UserFactory(roles=[Role.EDITOR])]
    at_once, outcomes = threading.Barrier(2), []

    def try_to_publish(by: User) -> None:
        mine = ArticleText.objects.select_related("article__topic").get(pk=text.pk)
        at_once.wait()
        try:
            publish(mine, by)
            outcomes.append("won")
        except articles.Outdated:
            outcomes.append("too late")
        finally:
            connection.close()

    threads = [threading.Thread(target=try_to_publish, args=[by]) for by in publishers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["too late", "won"]
    assert AuditEvent.objects.filter(action="article.published").count() == 1
    states = dict(text.article.texts.values_list("version", "state"))
    assert states == {1: State.REPLACED, 2: State.PUBLISHED}
