"""What happens at the desk: contacts and their questions, news for those who answer, look-ups in the case register."""

from cases.models.contacts import Contact, Correction, OtherVersion, Outcome, Question
from cases.models.guide_runs import GuideRun
from cases.models.look_ups import IdentityCheck, LookUp, LookUpAlert, LookUpRelease
from cases.models.news import NewsItem, NewsRead
from cases.models.safe_contact import SafeContact
from cases.models.sources import UsedSource

__all__ = [
    "Contact",
    "Correction",
    "GuideRun",
    "IdentityCheck",
    "LookUp",
    "LookUpAlert",
    "LookUpRelease",
    "NewsItem",
    "NewsRead",
    "OtherVersion",
    "Outcome",
    "Question",
    "SafeContact",
    "UsedSource",
]
