"""What editors own."""

from datetime import UTC, date, datetime

import factory

from knowledge import guide_versions, synonyms
from knowledge.models import (
    Article,
    ArticleText,
    Feedback,
    GlossaryTerm,
    GuideVersion,
    NormYear,
    Picture,
    SynonymGroup,
    Topic,
    UnansweredSearch,
)
from knowledge.norm import starting_years
from knowledge.norm.calculator import Formula
from tests.factories.people import UserFactory
from tests.knowledge import small_guide


class TopicFactory(factory.django.DjangoModelFactory[Topic]):
    class Meta:
        model = Topic

    code = factory.Sequence(lambda n: f"topic-{n}")
    name = factory.Sequence(lambda n: f"Topic {n}")


class ArticleFactory(factory.django.DjangoModelFactory[Article]):
    """Public, without a text: nobody sees it before a Swedish one is published."""

    class Meta:
        model = Article

    slug = factory.Sequence(lambda n: f"article-{n}")
    topic = factory.SubFactory(TopicFactory)
    review_due = date(2027, 5, 1)


class ArticleTextFactory(factory.django.DjangoModelFactory[ArticleText]):
    """The first version, in Swedish, published; nobody in particular wrote it."""

    class Meta:
        model = ArticleText

    article = factory.SubFactory(ArticleFactory)
    language = "sv"
    state = ArticleText.State.PUBLISHED
    title = factory.Sequence(lambda n: f"Question {n}")
    short_answer = "A short answer."
    source_version = factory.LazyAttribute(lambda text: None if text.language == "sv" else 1)
    written_at = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
    published_at = factory.LazyAttribute(
        lambda text: text.written_at if text.state in {"published", "replaced"} else None
    )


class FeedbackFactory(factory.django.DjangoModelFactory[Feedback]):
    """A resident found the Swedish text useful, and said no more."""

    class Meta:
        model = Feedback

    article = factory.SubFactory(ArticleFactory)
    language = "sv"
    version = 1
    kind = Feedback.Kind.USEFUL
    at = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


class FlagFactory(FeedbackFactory):
    kind = Feedback.Kind.FLAG
    flagged_by = factory.SubFactory(UserFactory, roles=["agent"])
    paragraph = "A short answer."


class NormYearFactory(factory.django.DjangoModelFactory[NormYear]):
    """The table of 2026 in some year, published; it came with the house."""

    class Meta:
        model = NormYear

    year = factory.Sequence(lambda n: 2000 + n % 99)
    version = 1
    state = NormYear.State.PUBLISHED
    status = NormYear.Status.OFFICIAL
    amounts = factory.LazyFunction(
        lambda: starting_years.amounts_of(starting_years.read()["years"]["2026"])
    )
    formula = Formula.PERSONAL_AND_COMMON
    legal_basis = "12 kap. 1–3 §§ socialtjänstförordningen (2025:468)"
    sources = "SFS 2025:468 https://svenskforfattningssamling.se/"
    proposed_at = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
    decided_at = factory.LazyAttribute(
        lambda year: None if year.state == "proposed" else year.proposed_at
    )


class GlossaryTermFactory(factory.django.DjangoModelFactory[GlossaryTerm]):
    class Meta:
        model = GlossaryTerm

    language = "sv"
    term = factory.Sequence(lambda n: f"word{n}")
    explanation = "In plain words."
    sort_key = factory.LazyAttribute(lambda word: word.term)


class SynonymGroupFactory(factory.django.DjangoModelFactory[SynonymGroup]):
    class Meta:
        model = SynonymGroup

    words = factory.Sequence(lambda n: [f"ord{n}", f"uttryck{n}"])
    keys = factory.LazyAttribute(lambda group: synonyms.keys_of(group.words))


class UnansweredSearchFactory(factory.django.DjangoModelFactory[UnansweredSearch]):
    class Meta:
        model = UnansweredSearch

    language = "sv"
    words = factory.Sequence(lambda n: f"simhall {n}")
    people = 5
    last_asked_on = date(2026, 11, 20)


class PictureFactory(factory.django.DjangoModelFactory[Picture]):
    """A picture whose content nobody looks at."""

    class Meta:
        model = Picture

    digest = factory.Sequence(lambda n: f"{n:032x}")
    content = b"RIFF"
    width = 40
    height = 20
    alt_sv = "En dörr"
    alt_en = "A door"
    added_at = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


class GuideVersionFactory(factory.django.DjangoModelFactory[GuideVersion]):
    """The first version of a small guide, published; nobody in particular wrote it."""

    class Meta:
        model = GuideVersion

    slug = factory.Sequence(lambda n: f"guide-{n}")
    state = GuideVersion.State.PUBLISHED
    content = factory.LazyFunction(lambda: guide_versions.as_text(small_guide.content()))
    written_at = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
    published_at = factory.LazyAttribute(
        lambda version: None if version.state == "draft" else version.written_at
    )
