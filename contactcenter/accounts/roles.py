"""Who may do what: one table. Everything else asks `has_perm`, `perms.` or `@requires`, never for a role.

City-wide roles are the user's own. District roles exist only on a Membership, so that somebody who is admin in one
district and staff in another never mixes the two: `visible_to(user, permission)` answers for which rows a permission holds.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a person is in the whole city."""

    AGENT = "agent", _("Service agent")
    TEAM_LEAD = "team_lead", _("Team lead")
    EDITOR = "editor", _("Editor")
    ANALYST = "analyst", _("Analyst")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


class DistrictRole(TextChoices):
    """What a person is in one district, through a Membership in one of its units."""

    STAFF = "district_staff", _("District staff")
    ADMIN = "district_admin", _("District administrator")


STAFF = {"accounts.use_desk"}
READING = {"districts.view_units", "cases.read_news", "knowledge.read_articles"}
ANSWERING = STAFF | READING | {"cases.view_contacts", "knowledge.flag_articles"}

PERMISSIONS_BY_ROLE: dict[str, set[str]] = {
    Role.AGENT: ANSWERING
    | {
        "cases.take_contacts",
        "cases.find_handler",
        "telephony.view_callbacks",
        "telephony.book_callbacks",
        "telephony.answer",
    },
    Role.TEAM_LEAD: ANSWERING
    | {
        "cases.lead_desk",
        "cases.write_news",
        "telephony.view_callbacks",
        "telephony.book_callbacks",
        "telephony.lead",
        "telephony.view_queues",
        "telephony.change_queues",
        "outbox.view_messages",
    },
    Role.EDITOR: STAFF
    | READING
    | {"cases.write_news", "knowledge.edit", "knowledge.edit_norms", "knowledge.edit_guides"},
    Role.ANALYST: STAFF | {"districts.view_units"},
    Role.AUDITOR: STAFF | {"districts.view_units", "audit.view_events", "audit.review_log"},
    Role.ADMINISTRATOR: STAFF
    | {
        "telephony.view_queues",
        "telephony.change_queues",
        "outbox.view_messages",
        "accounts.manage_people",
        "districts.manage_members",
        "districts.view_units",
        "districts.change_city_lines",
        # The next four hold for the city's own lines only: rows are districts.areas' answer.
        "districts.view_district",
        "districts.change_phone_hours",
        "districts.change_units",
        "districts.view_tariffs",
    },
    DistrictRole.STAFF: STAFF | {"districts.view_units", "districts.view_district"},
    DistrictRole.ADMIN: STAFF
    | {
        "districts.view_units",
        "districts.view_district",
        "districts.change_phone_hours",
        "districts.change_units",
        "districts.manage_members",
        "districts.view_tariffs",
    },
}

ALL_PERMISSIONS = frozenset().union(*PERMISSIONS_BY_ROLE.values())


def permissions_of(roles: list[str]) -> set[str]:
    return set().union(*(PERMISSIONS_BY_ROLE.get(role, set()) for role in roles))


def roles_granting(permission: str) -> list[str]:
    return [role for role, granted in PERMISSIONS_BY_ROLE.items() if permission in granted]
