import pytest

from districts import relief_words
from districts.models import PhoneLine
from tests.factories import PhoneLineFactory

pytestmark = pytest.mark.django_db


def test_a_chain_is_followed_to_its_end():
    last = PhoneLineFactory()
    middle = PhoneLineFactory(outside_hours=last)
    first = PhoneLineFactory(outside_hours=middle)

    assert relief_words.chains([first, last]) == {first.pk: [middle, last], last.pk: []}


def test_a_loop_ends_where_it_comes_back():
    first = PhoneLineFactory()
    second = PhoneLineFactory(outside_hours=first)
    PhoneLine.objects.filter(pk=first.pk).update(outside_hours=second)
    first.refresh_from_db()

    assert relief_words.chains([first]) == {first.pk: [second]}
