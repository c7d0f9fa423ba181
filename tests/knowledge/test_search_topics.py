import pytest

from knowledge import search
from tests.factories import MONDAY_NINE, TopicFactory

pytestmark = pytest.mark.django_db


def found(query: str) -> list[str]:
    return [topic.code for topic in search.find_topics(query, at=MONDAY_NINE).topics]


@pytest.fixture
def money() -> None:
    parent = TopicFactory(code="money", name_sv="Ekonomiskt bistånd", name_en="Income support")
    TopicFactory(code="norm", name_sv="Riksnormen", name_en="The national norm", parent=parent)
    TopicFactory(code="old", name_sv="Riksnormen 1998", is_active=False)


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("riksnorm", ["norm"]),
        ("NORM national", ["norm"]),
        ("bistand", ["money", "norm"]),
        ("support", ["money", "norm"]),
        ("norm bistånd", ["norm"]),
        ("norm simhall", []),
        ("ekonor", []),
        ("tsupp", []),
        ("?", []),
    ],
)
@pytest.mark.usefixtures("money")
def test_topics_are_found_by_every_word_in_either_language(query, codes):
    assert found(query) == codes


def test_the_rest_is_counted():
    for _number in range(20):
        TopicFactory()

    some = search.find_topics("topic", at=MONDAY_NINE)

    assert (len(some), len(some.topics)) == (20, search.TOPICS_SHOWN)


@pytest.mark.parametrize("count", [1, 30])
def test_one_query_however_many_topics_there_are(count, django_assert_num_queries):
    parent = TopicFactory()
    for _number in range(count):
        TopicFactory(parent=parent)

    with django_assert_num_queries(1):
        [str(topic.parent) for topic in search.find_topics("topic", at=MONDAY_NINE).topics]
