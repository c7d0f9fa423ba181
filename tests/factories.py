"""Rows for tests, without surprises: nothing random, nothing that a test did not ask for."""

from datetime import UTC, date, datetime, timedelta

import factory
from phonenumber_field.phonenumber import PhoneNumber

from cases.models import Contact, IdentityCheck, LookUp, LookUpAlert, NewsItem, Outcome, Question
from contactcenter.accounts.models import User
from contactcenter.accounts.roles import DistrictRole
from contactcenter.codes import new_code
from contactcenter.encryption import encrypt
from contactcenter.log_review.models import Decision, Reason, Review, ReviewItem
from contactcenter.messages.models import Message
from contactcenter.phone_numbers import fingerprint
from districts.models import (
    Agreement,
    District,
    Membership,
    PhoneLine,
    RegularWeek,
    Service,
    Unit,
)
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
from telephony.models import Attempt, Call, Callback, Presence, Queue, QueueMember, Slot
from tests.knowledge import small_guide

MONDAY_NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # nine o'clock in Stockholm


class UserFactory(factory.django.DjangoModelFactory[User]):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    display_name = factory.Sequence(lambda n: f"Person {n}")


class DistrictFactory(factory.django.DjangoModelFactory[District]):
    class Meta:
        model = District

    slug = factory.Sequence(lambda n: f"district-{n}")
    name = factory.Sequence(lambda n: f"District {n}")
    board = factory.LazyAttribute(lambda district: f"{district.name} board")
    sort_key = factory.LazyAttribute(lambda district: district.slug)


class UnitFactory(factory.django.DjangoModelFactory[Unit]):
    class Meta:
        model = Unit

    district = factory.SubFactory(DistrictFactory)
    slug = factory.Sequence(lambda n: f"unit-{n}")
    name = factory.Sequence(lambda n: f"Unit {n}")
    kind = Unit.Kind.RECEPTION
    sort_key = factory.LazyAttribute(lambda unit: unit.slug)


class PhoneLineFactory(factory.django.DjangoModelFactory[PhoneLine]):
    class Meta:
        model = PhoneLine

    unit = factory.SubFactory(UnitFactory)
    slug = factory.Sequence(lambda n: f"line-{n}")
    role = "Handlers"
    number = "08-465 004 00"
    dial = "+46846500400"
    tariff = PhoneLine.Tariff.ORDINARY


class RegularWeekFactory(factory.django.DjangoModelFactory[RegularWeek]):
    class Meta:
        model = RegularWeek

    line = factory.SubFactory(PhoneLineFactory)
    valid_from = date(2026, 1, 1)


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    unit = factory.SubFactory(UnitFactory)
    role = DistrictRole.STAFF


class ServiceFactory(factory.django.DjangoModelFactory[Service]):
    class Meta:
        model = Service
        django_get_or_create = ("code",)

    code = "income-support"
    name = "Income support"
    kind = Service.Kind.BASE


class AgreementFactory(factory.django.DjangoModelFactory[Agreement]):
    """Approved, and valid since the new year; an agent may read out who handles the case."""

    class Meta:
        model = Agreement

    district = factory.SubFactory(DistrictFactory)
    service = factory.SubFactory(ServiceFactory)
    version = 1
    approved_on = date(2025, 12, 1)
    valid_from = date(2026, 1, 1)
    readable_fields = factory.LazyFunction(lambda: [Agreement.Field.HANDLER])


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


class QueueFactory(factory.django.DjangoModelFactory[Queue]):
    class Meta:
        model = Queue

    slug = factory.Sequence(lambda n: f"queue-{n}")
    name = factory.Sequence(lambda n: f"Queue {n}")
    line = factory.SubFactory(PhoneLineFactory)
    service = factory.SubFactory(ServiceFactory)


class QueueMemberFactory(factory.django.DjangoModelFactory[QueueMember]):
    class Meta:
        model = QueueMember

    queue = factory.SubFactory(QueueFactory)
    user = factory.SubFactory(UserFactory, roles=["agent"])


class SlotFactory(factory.django.DjangoModelFactory[Slot]):
    class Meta:
        model = Slot

    queue = factory.SubFactory(QueueFactory)
    starts_at = MONDAY_NINE
    ends_at = factory.LazyAttribute(lambda slot: slot.starts_at + timedelta(minutes=30))
    capacity = 2


class CallbackFactory(factory.django.DjangoModelFactory[Callback]):
    """Waiting for its first attempt, promised within the hour; each with a number of its own from the range for fiction."""

    class Meta:
        model = Callback

    class Params:
        phone = factory.Sequence(lambda n: f"+46701740{605 + n % 95}")

    code = factory.LazyFunction(new_code)
    queue = factory.SubFactory(QueueFactory)
    service = factory.LazyAttribute(lambda callback: callback.queue.service)
    source = Callback.Source.WEB
    number = factory.LazyAttribute(lambda callback: encrypt(callback.phone))
    number_hash = factory.LazyAttribute(
        lambda callback: fingerprint(PhoneNumber.from_string(callback.phone))
    )
    status = Callback.Status.WAITING
    asked_at = MONDAY_NINE
    confirmed_at = factory.LazyAttribute(lambda callback: callback.asked_at)
    arrived_at = factory.LazyAttribute(lambda callback: callback.asked_at)
    eligible_at = factory.LazyAttribute(lambda callback: callback.arrived_at)
    promised_by = factory.LazyAttribute(lambda callback: callback.arrived_at + timedelta(hours=1))


class AttemptFactory(factory.django.DjangoModelFactory[Attempt]):
    class Meta:
        model = Attempt

    callback = factory.SubFactory(CallbackFactory)
    number = 1
    agent = factory.SubFactory(UserFactory, roles=["agent"])
    driver = "manual"
    created_at = MONDAY_NINE


class PresenceFactory(factory.django.DjangoModelFactory[Presence]):
    class Meta:
        model = Presence

    user = factory.SubFactory(UserFactory, roles=["agent"])
    state = Presence.State.READY
    since = MONDAY_NINE
    idle_since = factory.LazyAttribute(
        lambda presence: presence.since if presence.state == Presence.State.READY else None
    )
    seen_at = factory.LazyAttribute(lambda presence: presence.since)


class CallFactory(factory.django.DjangoModelFactory[Call]):
    class Meta:
        model = Call

    source = "simulated"
    provider_ref = factory.Sequence(lambda n: f"call-{n}")
    direction = Call.Direction.IN
    queue = factory.SubFactory(QueueFactory)
    arrived_at = MONDAY_NINE


class MessageFactory(factory.django.DjangoModelFactory[Message]):
    """A code that waits to be sent, to a number from the range for fiction."""

    class Meta:
        model = Message

    class Params:
        number = "+46701740605"
        content = '{"code": "123456"}'

    key = factory.Sequence(lambda n: f"callback-code:{n}")
    kind = "callback-code"
    channel = Message.Channel.SMS
    to = factory.LazyAttribute(lambda message: encrypt(message.number))
    values = factory.LazyAttribute(lambda message: encrypt(message.content))
    created_at = MONDAY_NINE
    due_at = factory.SelfAttribute("created_at")


class OutcomeFactory(factory.django.DjangoModelFactory[Outcome]):
    class Meta:
        model = Outcome

    code = factory.Sequence(lambda n: f"outcome-{n}")
    name = factory.Sequence(lambda n: f"Outcome {n}")
    is_answer = True


class ContactFactory(factory.django.DjangoModelFactory[Contact]):
    """An open phone call."""

    class Meta:
        model = Contact

    code = factory.LazyFunction(new_code)
    channel = Contact.Channel.PHONE
    agent = factory.SubFactory(UserFactory, roles=["agent"])
    opened_at = MONDAY_NINE
    touched_at = MONDAY_NINE


class QuestionFactory(factory.django.DjangoModelFactory[Question]):
    class Meta:
        model = Question

    contact = factory.SubFactory(ContactFactory)
    number = 1


class IdentityCheckFactory(factory.django.DjangoModelFactory[IdentityCheck]):
    """Somebody whose identity was made sure in the contact."""

    class Meta:
        model = IdentityCheck

    contact = factory.SubFactory(ContactFactory)
    agent = factory.SelfAttribute("contact.agent")
    subject = factory.Sequence(lambda n: f"{n:064x}")
    method = IdentityCheck.Method.CONTROL_QUESTIONS
    begun_at = confirmed_at = factory.SelfAttribute("contact.opened_at")


class LookUpFactory(factory.django.DjangoModelFactory[LookUp]):
    """A look-up as the contact was opened, about whom the identity was made sure of."""

    class Meta:
        model = LookUp

    contact = factory.SubFactory(ContactFactory)
    identity = factory.SubFactory(IdentityCheckFactory, contact=factory.SelfAttribute("..contact"))
    agent = factory.SelfAttribute("contact.agent")
    subject = factory.SelfAttribute("identity.subject")
    purpose = LookUp.Purpose.HANDLER
    outcome = LookUp.Outcome.FOUND
    at = factory.SelfAttribute("contact.opened_at")


class LookUpAlertFactory(factory.django.DjangoModelFactory[LookUpAlert]):
    class Meta:
        model = LookUpAlert

    look_up = factory.SubFactory(LookUpFactory)
    rule = LookUpAlert.Rule.SAME_SURNAME
    at = factory.SelfAttribute("look_up.at")


class ReviewFactory(factory.django.DjangoModelFactory[Review]):
    """A month of the contact centre, drawn by the clock; items are added apart."""

    class Meta:
        model = Review

    month = date(2026, 10, 1)
    look_ups = 1
    hours_not_known = 0
    seed = "f" * 32
    percent = 5
    at_least = 10
    drawn_at = datetime(2026, 10, 31, 23, 0, tzinfo=UTC)


class ReviewItemFactory(factory.django.DjangoModelFactory[ReviewItem]):
    class Meta:
        model = ReviewItem

    review = factory.SubFactory(ReviewFactory)
    number = factory.LazyAttribute(lambda item: item.review.items.count() + 1)
    reasons = factory.LazyFunction(lambda: [Reason.RANDOM])
    look_up = factory.SubFactory(LookUpFactory)
    contact = factory.SelfAttribute("look_up.contact")
    contact_code = factory.SelfAttribute("look_up.contact.code")
    agent = factory.SelfAttribute("look_up.agent")
    at = factory.SelfAttribute("look_up.at")
    subject = factory.SelfAttribute("look_up.subject")
    method = factory.SelfAttribute("look_up.identity.method")
    purpose = factory.SelfAttribute("look_up.purpose")
    outcome = factory.SelfAttribute("look_up.outcome")


class DecisionFactory(factory.django.DjangoModelFactory[Decision]):
    class Meta:
        model = Decision

    item = factory.SubFactory(ReviewItemFactory)
    number = 1
    verdict = Decision.Verdict.IN_ORDER
    by = factory.SubFactory(UserFactory, roles=["auditor"])
    reviewed = factory.SelfAttribute("item.agent")
    at = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)


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


class NewsItemFactory(factory.django.DjangoModelFactory[NewsItem]):
    """For everybody, and not important."""

    class Meta:
        model = NewsItem

    title = factory.Sequence(lambda n: f"News {n}")
    body = "What one should know."
    starts_at = MONDAY_NINE
    author = factory.SubFactory(UserFactory, roles=["team_lead"])
