"""The sample city's people: invented, with fixed sign-ins that are printed, on a machine that nobody else reaches."""

from django.conf import settings

from contactcenter.accounts.models import User
from contactcenter.accounts.roles import Role

PASSWORD = "sample-city"  # noqa: S105  (one character shorter than a real password may be, so nobody can choose it)

# Who works in a district has no role in the whole city; districts/sample/memberships.py gives them their places.
PEOPLE: dict[str, tuple[str, list[str]]] = {
    "agent@example.org": ("Amira Lindgren", [Role.AGENT]),
    "agent2@example.org": ("Johan Ek", [Role.AGENT]),
    "lead@example.org": ("Karin Sandberg", [Role.AGENT, Role.TEAM_LEAD]),
    "staff@example.org": ("Fatima Nyström", []),
    "district@example.org": ("Örjan Åberg", []),
    "editor@example.org": ("Sofia Holm", [Role.EDITOR]),
    "editor2@example.org": (
        "Daniel Berg",
        [Role.EDITOR],
    ),  # nobody publishes what they wrote themselves
    "analyst@example.org": ("Erik Wallin", [Role.ANALYST]),
    "auditor@example.org": ("Britta Ahl", [Role.AUDITOR]),
    "admin@example.org": ("Åsa Lundqvist", [Role.ADMINISTRATOR]),
}

# So that some news are for some only.
COMPETENCES = {
    "agent@example.org": ["ekonomiskt bistånd"],
    "agent2@example.org": ["äldreomsorg"],
    "lead@example.org": ["ekonomiskt bistånd", "äldreomsorg"],
}


class NotASampleCity(Exception):
    """These sign-ins would open a real city to everybody."""


def create_people() -> int:
    """Make the people who are not there yet; answer how many were made."""
    if not settings.SAMPLE_CITY:
        raise NotASampleCity
    there = set(User.objects.filter(email__in=PEOPLE).values_list("email", flat=True))
    for email, (name, roles) in PEOPLE.items():
        if email not in there:
            User.objects.create_user(
                email,
                PASSWORD,
                display_name=name,
                roles=roles,
                competences=COMPETENCES.get(email, []),
            )
    return len(PEOPLE) - len(there)


def emails() -> list[str]:
    """List what one can sign in with, for the sign-in page; nothing outside the sample city."""
    return list(PEOPLE) if settings.SAMPLE_CITY else []
