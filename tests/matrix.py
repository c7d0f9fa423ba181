"""Who gets what at every URL, written out in matrix.txt: not read from the code that decides it.

Columns: the route; whose row it is asked for (`here`: the district Here's, `city`: the city's own); who is let in; from
whom the row is hidden (404, because they may do this elsewhere); what those who are let in get for GET and for POST
(`a|b`: either, `405`: no such method). Everybody else: anonymous and disabled people are led to sign in (401 in the API),
others are refused (403). PUT, PATCH and DELETE: no such method, but for the few that stand in MORE_METHODS. The API takes
no forms (415), which is what these tests send.
"""

from pathlib import Path
from typing import NamedTuple

NOBODY = frozenset({"anonymous", "disabled"})
CITY_ROLES = frozenset({"agent", "team_lead", "editor", "analyst", "auditor", "administrator"})
STAFF_HERE = frozenset({"staff", "staff_here_admin_there"})
ADMINS_HERE = frozenset({"admin", "admin_here_staff_there"})
ADMINS_THERE = frozenset({"admin_there", "staff_here_admin_there"})
MEMBERS_THERE = frozenset({"staff_there", "admin_there"})
DISTRICT_ADMINS = ADMINS_HERE | ADMINS_THERE
MEMBERS = STAFF_HERE | ADMINS_HERE | MEMBERS_THERE
PEOPLE = NOBODY | CITY_ROLES | MEMBERS

GROUPS = {
    "-": frozenset(),
    "everybody": PEOPLE,
    "signed-in": PEOPLE - NOBODY,
    "administrator": frozenset({"administrator"}),
    "agent": frozenset({"agent"}),
    "team_lead": frozenset({"team_lead"}),
    "agents-and-leads": frozenset({"agent", "team_lead"}),
    "leads+administrator": frozenset({"team_lead", "administrator"}),
    "editor": frozenset({"editor"}),
    "article-readers": frozenset({"agent", "team_lead", "editor"}),
    "news-readers": frozenset({"agent", "team_lead", "editor"}),
    "news-writers": frozenset({"team_lead", "editor"}),
    "auditor": frozenset({"auditor"}),
    "admins-here": ADMINS_HERE,
    "admins-elsewhere": ADMINS_THERE - ADMINS_HERE | {"administrator"},
    "members-here": STAFF_HERE | ADMINS_HERE,
    "members-elsewhere": MEMBERS_THERE | {"administrator"},
    "district-admins": DISTRICT_ADMINS,
    "district-members": MEMBERS,
    "members+administrator": MEMBERS | {"administrator"},
    "every-admin": DISTRICT_ADMINS | {"administrator"},
    "admins-here+administrator": ADMINS_HERE | {"administrator"},
    "admins-there": ADMINS_THERE,
}

TABLE = Path(__file__).with_suffix(".txt").read_text()

# What those who are let in get for the methods beside GET and POST.
MORE_METHODS = {
    **{
        (route, method): "405|403"
        for route in ("api:contacts", "api:callbacks")
        for method in ("PUT", "PATCH", "DELETE")
    },
    ("api:asked-callback", "DELETE"): "204",
    ("api:contact", "PATCH"): "415",
    ("api:question", "PATCH"): "415",
    ("api:question", "DELETE"): "422",  # the last one stays
}


class Row(NamedTuple):
    route: str
    of: str
    let_in: str
    hidden_from: str
    get: str
    post: str


ROWS = [Row(*line.split()) for line in TABLE.strip().splitlines()[1:] if line]
