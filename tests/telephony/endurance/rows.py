"""The rows of a run: people to ring, on a line that is always answered, and agents who are ready."""

from datetime import timedelta

from django.utils import timezone

from contactcenter.codes import new_code
from contactcenter.encryption import encrypt
from districts.models import PhoneLine
from telephony.models import Callback, Presence, QueueMember
from tests.factories import QueueFactory, UserFactory

NUMBER = "+46701740605"  # of all of them: what tells them apart is the hash
BATCH = 1000


def make(callbacks: int, agents: int) -> None:
    at = timezone.now()
    queue = QueueFactory(line__mode=PhoneLine.Mode.ALWAYS)
    for number in range(agents):
        agent = UserFactory(email=agent_address(number), roles=["agent"])
        QueueMember.objects.create(queue=queue, user=agent)
        Presence.objects.create(
            user=agent, state=Presence.State.READY, since=at, idle_since=at, seen_at=at
        )
    encrypted = encrypt(NUMBER)
    waiting = [
        Callback(
            code=new_code(),
            queue=queue,
            service=queue.service,
            source=Callback.Source.WEB,
            number=encrypted,
            number_hash=f"{number:064x}",
            status=Callback.Status.WAITING,
            asked_at=at,
            confirmed_at=at,
            arrived_at=at,
            eligible_at=at,
            promised_by=at + timedelta(hours=8),
        )
        for number in range(callbacks)
    ]
    Callback.objects.bulk_create(waiting, batch_size=BATCH)


def agent_address(number: int) -> str:
    return f"agent-{number}@example.org"
