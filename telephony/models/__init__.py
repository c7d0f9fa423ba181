from telephony.models.callbacks import LIVE, UNDER_WAY, Attempt, Callback, Confirmation
from telephony.models.calls import Call, CallEventRecord, CallSegment, PopToken
from telephony.models.menus import IvrMenu
from telephony.models.presence import Presence
from telephony.models.queues import Queue, QueueMember, Slot

__all__ = [
    "LIVE",
    "UNDER_WAY",
    "Attempt",
    "Call",
    "CallEventRecord",
    "CallSegment",
    "Callback",
    "Confirmation",
    "IvrMenu",
    "PopToken",
    "Presence",
    "Queue",
    "QueueMember",
    "Slot",
]
