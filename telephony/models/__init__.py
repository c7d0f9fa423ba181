from telephony.models.callbacks import LIVE, UNDER_WAY, Attempt, Callback, Confirmation
from telephony.models.calls import Call, CallEventRecord, CallSegment, PopToken
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
    "PopToken",
    "Presence",
    "Queue",
    "QueueMember",
    "Slot",
]
