"""The sample city's queues: the contact centre's, one for each assignment, and those of the two pilots' reception groups."""

from contactcenter.accounts.models import User
from districts.models import PhoneLine, Service, Unit
from telephony.models import Queue, QueueMember

CENTRE = "kontaktcenter"
AGENTS = ["agent@example.org", "agent2@example.org", "lead@example.org"]
PILOTS = ["jarva", "skarholmen"]
PILOT_SERVICE = "income-support"
PLANNED_AGENTS = {"income-support": 6, "elder-care": 4}
PLANNED_OTHERWISE = 2


def load() -> int:
    """Create the queues that are missing; answer how many there are."""
    centre = PhoneLine.objects.get(slug=CENTRE)
    for service in Service.objects.all():
        load_queue(centre, service, f"{CENTRE}-{service.code}", service.name)
    for district in PILOTS:
        load_pilot(district)
    return Queue.objects.count()


def load_pilot(district: str) -> None:
    lines = PhoneLine.objects.filter(
        unit__district__slug=district, unit__kind=Unit.Kind.INCOME_SUPPORT, mode="hours"
    )
    line = lines.select_related("unit").first()
    if line:
        service = Service.objects.get(code=PILOT_SERVICE)
        load_queue(line, service, f"{district}-{PILOT_SERVICE}", line.unit.name)


def load_queue(line: PhoneLine, service: Service, slug: str, name: str) -> None:
    planned = PLANNED_AGENTS.get(service.code, PLANNED_OTHERWISE)
    queue, is_new = Queue.objects.get_or_create(
        line=line,
        service=service,
        defaults={"slug": slug, "name": name, "planned_agents": planned},
    )
    if is_new:
        people = User.objects.filter(email__in=AGENTS)
        QueueMember.objects.bulk_create(QueueMember(queue=queue, user=user) for user in people)
