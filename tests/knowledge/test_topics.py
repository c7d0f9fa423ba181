from io import StringIO

import pytest
from django.core.management import call_command

from cases import outcome_codes
from cases.models import Outcome
from cases.urgent import MATTERS
from districts.models import Service
from knowledge import topic_codes
from knowledge.models import Topic

pytestmark = pytest.mark.django_db

ABOUT_INCOME_SUPPORT = [  # Information om ekonomiskt bistånd via Kontaktcenter, in its order
    "society",
    "housing",
    "eu-citizens",
    "norm",
    "requirements",
    "other-support",
    "own-living",
    "belonging",
]


def load_codes() -> str:
    out = StringIO()
    call_command("load_codes", stdout=out)
    return out.getvalue()


def test_topics_are_a_tree_of_two_levels_each_child_after_its_parent():
    load_codes()

    above = None
    for topic in Topic.objects.select_related("parent__parent"):
        assert topic.parent in (None, above)
        assert topic.parent is None or topic.parent.parent is None
        above = topic.parent or topic


def test_the_eight_topics_of_income_support_are_there_in_their_order():
    load_codes()

    codes = Topic.objects.filter(parent__code="income-support").values_list("code", flat=True)
    assert list(codes[:8]) == [f"income-support-{part}" for part in ABOUT_INCOME_SUPPORT]


def test_the_urgent_ones_stand_first():
    load_codes()

    urgent = Topic.objects.filter(is_urgent=True)
    assert list(Topic.objects.all()[: len(urgent)]) == list(urgent)
    assert [topic.code for topic in urgent] == [
        "urgent",
        *(f"urgent-{matter.code.replace('_', '-')}" for matter in MATTERS),
    ]


def test_every_topic_belongs_to_a_service_and_is_named_in_both_languages():
    load_codes()

    assert not Topic.objects.filter(service=None).exists()
    assert not Topic.objects.filter(name_sv__in=["", None]).exists()
    assert not Topic.objects.filter(name_en__in=["", None]).exists()


def test_loading_again_changes_nothing():
    load_codes()
    before = [list(table.objects.values()) for table in (Service, Topic, Outcome)]

    said = load_codes()

    assert (
        said
        == "0 new services\n0 new topics\n0 new outcomes\n0 new hard words\n0 new years of the norm\n"
    )
    assert [list(table.objects.values()) for table in (Service, Topic, Outcome)] == before


def test_what_people_changed_stays():
    load_codes()
    Topic.objects.filter(code="crisis").update(name_sv="Krisstöd", is_active=False, sort_order=1)
    Outcome.objects.filter(code="appointment").update(is_answer=False)

    load_codes()

    crisis = Topic.objects.get(code="crisis")
    assert (crisis.name_sv, crisis.is_active, crisis.sort_order) == ("Krisstöd", False, 1)
    assert not Outcome.objects.get(code="appointment").is_answer


def test_a_code_that_is_missing_is_loaded_again():
    load_codes()
    Topic.objects.get(code="crisis").delete()

    assert topic_codes.load() == 1


def test_outcomes_say_what_counts_as_answered_at_first_contact():
    outcome_codes.load()

    counts = {
        outcome.code: "left out" if outcome.is_left_out else outcome.is_answer
        for outcome in Outcome.objects.all()
    }
    assert counts == {
        "answered": True,
        "handed_over": False,
        "callback_booked": False,
        "referred_in_writing": False,
        "appointment": True,
        "urgent": "left out",
        "cut_off": "left out",
    }
