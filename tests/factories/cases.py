"""Contacts, look-ups and news."""

import factory

from cases.models import Contact, IdentityCheck, LookUp, LookUpAlert, NewsItem, Outcome, Question
from contactcenter.codes import new_code
from tests.factories.moments import MONDAY_NINE
from tests.factories.people import UserFactory


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


class NewsItemFactory(factory.django.DjangoModelFactory[NewsItem]):
    """For everybody, and not important."""

    class Meta:
        model = NewsItem

    title = factory.Sequence(lambda n: f"News {n}")
    body = "What one should know."
    starts_at = MONDAY_NINE
    author = factory.SubFactory(UserFactory, roles=["team_lead"])
