"""What stands in the audit trail, in words. Each room names its acts noun.verbed; this is what a reader of the log sees.

A test finds acts that are recorded somewhere and not named here.
"""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

SUBJECTS: dict[str, Words] = {
    "person": _("People and signing in"),
    "membership": _("Work in units"),
    "access": _("Refused attempts"),
    "hours": _("Phone hours"),
    "holidays": _("Holidays"),
    "line": _("Phone lines"),
    "unit": _("Units"),
    "toll_free": _("Toll-free numbers"),
    "audit": _("The log itself"),
}
NAMES: dict[str, Words] = {
    "person.signed_in": _("Signed in"),
    "person.signed_out": _("Signed out"),
    "person.sign_in_failed": _("Sign-in failed"),
    "person.locked_out": _("Locked out after too many attempts"),
    "person.kept_out": _("Tried to sign in to a closed account"),
    "person.second_factor_failed": _("Second step of sign-in failed"),
    "person.second_factor_set_up": _("Set up a second step"),
    "person.second_factor_removed": _("Removed the second step"),
    "person.second_factor_reset": _("Reset somebody's second step"),
    "person.recovery_codes_renewed": _("Made new recovery codes"),
    "person.password_changed": _("Changed the password"),
    "person.sessions_ended": _("Signed somebody out everywhere"),
    "person.invited": _("Invited a person"),
    "person.invited_again": _("Invited a person again"),
    "person.accepted_invitation": _("Accepted the invitation"),
    "person.changed": _("Changed a person's roles or name"),
    "person.disabled": _("Closed a person's account"),
    "person.enabled": _("Opened a person's account again"),
    "membership.given": _("Gave a role in a unit"),
    "membership.taken": _("Took a role in a unit away"),
    "access.refused": _("Was refused a page"),
    "hours.changed": _("Changed phone hours"),
    "holidays.decided": _("Decided what holds on a holiday"),
    "line.created": _("Added a line"),
    "line.changed": _("Changed a line"),
    "line.closed": _("Closed a line at once"),
    "line.opened": _("Opened a line again"),
    "unit.created": _("Added a unit"),
    "unit.changed": _("Changed a unit"),
    "unit.closed": _("Closed a unit for good"),
    "toll_free.registered": _("Registered a toll-free number"),
    "toll_free.changed": _("Changed a toll-free number"),
    "audit.viewed": _("Looked at the log"),
    "audit.exported": _("Took a copy of the log"),
    "audit.month_dropped": _("A month was dropped after its time"),
}


def name(action: str) -> Words:
    """Say in words what was done. An act that is not done any more keeps its code."""
    return NAMES.get(action, action)


def choices() -> Iterator[tuple[Words, Words | list[tuple[str, Words]]]]:
    """List what a reader may choose: everything, all acts about a noun ("line."), or one act ("line.closed")."""
    yield "", _("Everything")
    for noun, heading in SUBJECTS.items():
        acts = [(act, words) for act, words in NAMES.items() if act.startswith(f"{noun}.")]
        yield heading, [(f"{noun}.", _("All of these")), *acts]
