from districts.models.agreements import Agreement, Service
from districts.models.costs import TollFreeNumber
from districts.models.duty_phones import DutyPhoneGap
from districts.models.editions import Edition
from districts.models.hours import (
    Closure,
    ExceptionDay,
    HolidayDecision,
    HoursChange,
    Interval,
    RegularWeek,
    Season,
)
from districts.models.memberships import Membership
from districts.models.places import District, PlaceName
from districts.models.units import PhoneLine, Unit

__all__ = [
    "Agreement",
    "Closure",
    "District",
    "DutyPhoneGap",
    "Edition",
    "ExceptionDay",
    "HolidayDecision",
    "HoursChange",
    "Interval",
    "Membership",
    "PhoneLine",
    "PlaceName",
    "RegularWeek",
    "Season",
    "Service",
    "TollFreeNumber",
    "Unit",
]
