"""Guides lead everybody whom we thought of to the right outcome, and nobody into nothing."""

import re

import pytest
from django.conf import settings

from knowledge import guide_checks, guides, starting_articles, starting_guides
from knowledge.guides import Guide, Kind, NoSuchWay, Outcome
from tests.knowledge import small_guide
from tests.knowledge.guide_residents import RESIDENTS

GUIDES = {slug: guides.build(content) for slug, content in starting_guides.read().items()}
NEVER_TOLD = re.compile(r"\[O\]|ring (ett )?annat nummer|call another number", re.IGNORECASE)
LINK = re.compile(r"\]\((\w+):([\w-]*)\)")
KEEPS = re.compile(r"vi |oss|112", re.IGNORECASE)  # what to do always has us in it, or 112
MOST_STEPS = {"eu-residence": 9, "belonging": 7}

each_guide = pytest.mark.parametrize("slug", GUIDES)


@pytest.mark.parametrize(("slug", "answers", "outcome", "who"), RESIDENTS)
def test_residents_come_to(slug, answers, outcome, who):
    assert guides.step(GUIDES[slug], answers).code == outcome


@each_guide
def test_every_outcome_has_a_resident(slug):
    reached = {outcome for guide, _answers, outcome, _who in RESIDENTS if guide == slug}

    assert reached == set(GUIDES[slug].outcomes)
    assert len([guide for guide, *_rest in RESIDENTS if guide == slug]) >= 20


@each_guide
def test_every_way_ends_within_a_few_questions(slug):
    ways = list(guides.every_way(GUIDES[slug]))

    assert {type(way.place) for way in ways} == {Outcome}
    assert max(len(way.given) for way in ways) == MOST_STEPS[slug]
    assert guides.most_questions(GUIDES[slug], GUIDES[slug].start) == MOST_STEPS[slug]


@each_guide
def test_every_text_exists_in_swedish_and_english(slug):
    for text in texts_of(GUIDES[slug]):
        assert all(text.words[language].strip() for language in settings.COMPLETE_LANGUAGES)


@each_guide
def test_residents_are_told_nothing_unconfirmed_and_are_never_sent_away(slug):
    for text in texts_of(GUIDES[slug]):
        for words in text.words.values():
            assert not NEVER_TOLD.search(words)


@each_guide
def test_every_outcome_names_its_grounds_and_keeps_people_with_us(slug):
    for outcome in GUIDES[slug].outcomes.values():
        assert outcome.grounds
        assert KEEPS.search(outcome.next_steps.words["sv"])


@each_guide
def test_every_link_leads_to_a_page_of_ours(slug):
    articles = {folder.name for folder in starting_articles.folders()}
    targets = {"article": articles, "guide": set(GUIDES), "urgent": {""}, "find": {""}}

    for text in texts_of(GUIDES[slug]):
        for words in text.words.values():
            for kind, target in LINK.findall(words):
                assert target in targets[kind]
            assert words.count("](") == len(LINK.findall(words))


@each_guide
def test_unclear_says_who_finds_out_and_that_we_go_on_with_it(slug):
    unclear = [each for each in GUIDES[slug].outcomes.values() if each.kind is Kind.UNCLEAR]

    assert unclear
    for outcome in unclear:
        assert re.search(r"stadsdelen|kontaktcenter", outcome.decides.words["sv"], re.IGNORECASE)
        assert re.search(r"kopplar|ringer tillbaka", outcome.next_steps.words["sv"])


@each_guide
def test_what_is_urgent_is_asked_first_and_stopped_at_once(slug):
    first = guides.step(GUIDES[slug], "")

    urgent = [GUIDES[slug].place(option.to) for option in first.options[:3]]
    assert [outcome.kind for outcome in urgent] == [Kind.URGENT] * 3
    assert urgent[0].leaves_quickly


@each_guide
def test_somebody_can_say_that_they_do_not_know_wherever_it_is_not_plain(slug):
    yes_or_no = {"emergency", "about", "enrolled", "new", "citizenship", "family", "family-outside"}
    for question in GUIDES[slug].questions.values():
        words = " ".join(option.text.words["sv"] for option in question.options)
        assert "vet inte" in words or question.code in yes_or_no


@pytest.mark.parametrize("answers", ["z", "aaa", "ab ", "A", "a\0", "å", "b" * 500])
def test_answers_that_nobody_can_have_given_lead_nowhere(answers):
    with pytest.raises(NoSuchWay):
        guides.walk(small(), answers)


def test_a_walk_knows_how_to_go_back():
    walk = guides.walk(small(), "ab")

    assert [(given.question.code, given.option.code, given.before) for given in walk.given] == [
        ("home", "a", ""),
        ("where", "b", "a"),
    ]
    assert walk.outcome is not None
    assert walk.outcome.code == "unclear"


def test_a_text_that_is_not_translated_is_said_in_swedish():
    text = small().title

    assert (text.language("en"), text.language("ar")) == ("en", "sv")
    assert text.said("ar") == "Where do I belong? (sv)"


def test_common_texts_stand_for_those_that_an_outcome_does_not_have():
    content = small_guide.content()
    content["outcomes"]["tonight"]["decides"] = small_guide.said("We do")

    guide = guides.build(guide_checks.require(content))

    assert guide.outcomes["tonight"].decides.said("en") == "We do"
    assert guide.outcomes["district"].decides.said("en") == "The district decides."


def small() -> Guide:
    return guides.build(small_guide.content())


def texts_of(guide: Guide) -> list[guides.Text]:
    """Answer all that residents read."""
    places = [*guide.questions.values(), *guide.outcomes.values()]
    return [guide.title, guide.intro, *(text for place in places for text in place.texts())]
