import pytest

from knowledge.exchange import export, plan, reading
from knowledge.exchange.plan import Kind
from knowledge.exchange.rows import Row
from knowledge.models import ArticleText
from tests.factories import MONDAY_NINE, ArticleFactory, ArticleTextFactory, TopicFactory

pytestmark = pytest.mark.django_db


def row(**values: str) -> Row:
    return Row("line 2", {"slug": "the-norm", "language": "sv"} | values)


@pytest.fixture
def norm() -> ArticleText:
    article = ArticleFactory(slug="the-norm", topic=TopicFactory(code="norm"))
    return ArticleTextFactory(article=article, version=3, title="Norm?", body="One\n\n- two")


def only(*rows: Row) -> plan.Entry:
    (entry,) = plan.compare(list(rows)).entries
    return entry


def test_what_was_taken_out_comes_back_as_it_is(norm):
    ArticleTextFactory(article=norm.article, language="ar", source_version=3, title="=1+1")

    for name, write in [("a.csv", export.as_csv), ("a.json", export.as_json)]:
        rows = reading.read(name, write(export.texts()).encode(), today=MONDAY_NINE.date())

        assert [entry.kind for entry in plan.compare(rows).entries] == [Kind.SAME, Kind.SAME]


def test_a_changed_cell_is_shown_beside_what_is_published(norm):
    entry = only(row(title="The norm?"))

    assert entry.kind is Kind.CHANGED
    assert [(each.before, each.after) for each in entry.differences] == [("Norm?", "The norm?")]


def test_a_new_language_and_a_new_article_are_told_apart(norm):
    rows = [
        row(language="en", title="Norm", short_answer="So much."),
        row(slug="new-one", topic="norm", title="Ny?", short_answer="Ja."),
        row(slug="new-one", language="en", title="New?", short_answer="Yes."),
    ]

    kinds = [entry.kind for entry in plan.compare(rows).entries]

    assert kinds == [Kind.NEW_TEXT, Kind.NEW_ARTICLE, Kind.NEW_ARTICLE]


@pytest.mark.parametrize(
    "values",
    [
        {"title": ""},
        {"title": "x" * 121},
        {"short_answer": "x" * 401},
        {"language": "xx", "title": "a", "short_answer": "b"},
        {"slug": "not a slug", "title": "a", "short_answer": "b"},
        {"slug": "nowhere", "language": "en", "title": "a", "short_answer": "b"},
        {"slug": "nowhere", "title": "a", "short_answer": "b"},
        {"topic": "no-such-topic"},
        {"version": "2"},
        {"version": "two"},
        {"source_version": "1"},
        {"change": "better"},
        {"is_public": "no"},
        {"is_public": "maybe"},
        {"language": "en", "source_version": "4", "title": "a", "short_answer": "b"},
    ],
)
def test_a_wrong_row_says_what_is_wrong(norm, values):
    entry = only(row(**values))

    assert (entry.kind, len(entry.problems)) == (Kind.WRONG, 1)


def test_what_somebody_is_writing_is_not_written_over(norm):
    ArticleTextFactory(article=norm.article, version=4, state=ArticleText.State.DRAFT)

    assert only(row(title="Mine")).kind is Kind.WRONG


def test_the_same_text_twice_is_wrong_both_times(norm):
    planned = plan.compare([row(title="One"), row(title="Two")])

    assert [entry.kind for entry in planned.entries] == [Kind.WRONG, Kind.WRONG]
    assert not planned.is_right


def test_a_thousand_rows_ask_as_often_as_one(norm, django_assert_num_queries):
    many = [row(slug=f"the-norm-{n}") for n in range(1000)]

    with django_assert_num_queries(4):
        plan.compare([row()])
    with django_assert_num_queries(4):
        plan.compare(many)
