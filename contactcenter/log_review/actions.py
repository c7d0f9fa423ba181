"""What stands in the audit trail, in words. Each room names its acts noun.verbed; this is what a reader of the log sees.

A test finds acts that are recorded somewhere and not named here.
"""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

SUBJECTS: dict[str, Words] = {
    "person": _("People: signing in, being looked up"),
    "contact": _("Contacts"),
    "identity": _("Making sure who asks"),
    "look_up": _("Limits and alerts of look-ups"),
    "membership": _("Work in units"),
    "access": _("Refused attempts"),
    "hours": _("Phone hours"),
    "holidays": _("Holidays"),
    "line": _("Phone lines"),
    "unit": _("Units"),
    "toll_free": _("Toll-free numbers"),
    "news": _("News and work instructions"),
    "article": _("Articles"),
    "feedback": _("Feedback on articles"),
    "word": _("Hard words"),
    "guide": _("Guides"),
    "norm": _("The norm"),
    "retention": _("Forgetting what was kept long enough"),
    "audit": _("The log itself"),
    "review": _("Monthly review of look-ups"),
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
    "person.looked_up": _("Looked a person up in the case register"),
    "person.answered": _("Got the case register's answer about a person"),
    "person.own_number_given": _("Gave their own personal number, kept as a pseudonym"),
    "contact.started": _("Began a contact"),
    "contact.joined": _("Came into a colleague's contact"),
    "contact.question_removed": _("Removed a question from a contact"),
    "contact.guide_saved": _("Saved where a guide led"),
    "contact.guide_removed": _("Removed where a guide had led"),
    "contact.closed": _("Closed a contact"),
    "contact.read": _("Read what was written in a closed contact"),
    "contact.reopened": _("Opened a closed contact again"),
    "contact.corrected": _("Corrected a closed contact"),
    "contact.reassigned": _("Moved an open contact to another agent"),
    "contact.marked_urgent": _("Marked a contact as urgent"),
    "contact.source_used": _("Answered from an article"),
    "contact.source_taken_back": _("Took back that an article was the source"),
    "contact.safe_contact_kept": _("Wrote how somebody may be reached"),
    "contact.safe_contact_removed": _("Removed how somebody may be reached"),
    "contact.unmarked_urgent": _("Took a contact's urgent mark back"),
    "identity.begun": _("Began to make sure who asks"),
    "identity.confirmed": _("Made sure who asks"),
    "identity.failed": _("Could not make sure who asks"),
    "look_up.release_asked": _("Came to the limit of look-ups"),
    "look_up.released": _("Let an agent look up more people"),
    "look_up.release_refused": _("Let the limit of look-ups stand"),
    "look_up.alert_seen": _("Looked into an alert about a look-up"),
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
    "guide.begun": _("Began a version of a guide"),
    "guide.saved": _("Changed a draft of a guide"),
    "guide.published": _("Published a guide"),
    "guide.discarded": _("Threw a draft of a guide away"),
    "norm.proposed": _("Proposed a year of the norm"),
    "norm.published": _("Published a colleague’s year of the norm"),
    "norm.declined": _("Left a proposed year of the norm unpublished"),
    "retention.forgotten": _("Forgot what was kept long enough"),
    "news.published": _("Wrote news or a work instruction"),
    "news.changed": _("Changed news or a work instruction"),
    "news.ended": _("Ended news or a work instruction"),
    "news.withdrawn": _("Took back news before it was shown"),
    "article.created": _("Began an article"),
    "article.begun": _("Began a draft of an article"),
    "article.saved": _("Wrote in a draft of an article"),
    "article.submitted": _("Sent a draft for review"),
    "article.taken_back": _("Took a draft back from review"),
    "article.given_back": _("Gave a draft back to its writer"),
    "article.published": _("Published a colleague’s text"),
    "article.restored": _("Began a draft from an earlier version"),
    "article.discarded": _("Threw a draft away"),
    "article.confirmed": _("Confirmed that a translation is still right"),
    "article.read_by_native": _("Noted that a native reader has read a translation"),
    "article.changed": _("Changed the settings of an article"),
    "article.withdrawn": _("Took an article from residents"),
    "article.reviewed": _("Reviewed an article"),
    "article.imported": _("Took articles in from a file"),
    "article.import_dropped": _("Dropped a file with articles"),
    "article.flagged": _("Flagged a paragraph of an article"),
    "feedback.handled": _("Handled what somebody said about an article"),
    "feedback.reopened": _("Put what was said about an article back among what waits"),
    "word.added": _("Added a hard word"),
    "word.changed": _("Changed a hard word"),
    "word.removed": _("Removed a hard word"),
    "audit.viewed": _("Looked at the log"),
    "audit.exported": _("Took a copy of the log"),
    "audit.month_dropped": _("A month was dropped after its time"),
    "audit.extract_made": _("Took out who has looked at a resident"),
    "review.drawn": _("Drew look-ups to be reviewed"),
    "review.viewed": _("Looked at a review"),
    "review.decided": _("Decided on a look-up"),
    "review.signed": _("Signed a review off"),
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
