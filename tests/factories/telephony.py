"""Queues, callbacks, calls, and messages out."""

from datetime import timedelta

import factory
from phonenumber_field.phonenumber import PhoneNumber

from contactcenter.codes import new_code
from contactcenter.encryption import encrypt
from contactcenter.messages.models import Message
from contactcenter.phone_numbers import fingerprint
from telephony.models import Attempt, Call, Callback, Presence, Queue, QueueMember, Slot
from tests.factories.moments import MONDAY_NINE
from tests.factories.people import UserFactory
from tests.factories.places import PhoneLineFactory, ServiceFactory


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
        # None that a test or the sample city names: a number has one live callback for each service.
        phone = factory.Sequence(lambda n: f"+46701740{616 + n % 64}")

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
