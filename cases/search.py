"""Search in one box: every room is asked in turn. What somebody asks is neither kept nor logged.

Nobody is searched for here. A personal number that ends up in the box is answered with the way to look somebody up. It is
not repeated on the page, and does not stay in its address.
"""

from collections.abc import Callable, Sized
from datetime import datetime
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases import news
from contactcenter import personal_numbers
from contactcenter.accounts.models import User
from districts import search as districts_search
from knowledge import search as knowledge_search
from knowledge.models import SOURCE_LANGUAGE


class Room(NamedTuple):
    """find: answers with what it found, how much that is, and the template that shows it.

    speaks: whether what is found there stands in several languages.
    """

    find: Callable[..., Sized]
    permission: str = "accounts.use_desk"
    speaks: bool = False


NOBODY = _(
    "That looks like a personal number. Nobody is searched for here: open a contact, make sure who it is and say what for."
)
# In the order in which they show what they found.
ROOMS = [
    Room(districts_search.find),
    Room(knowledge_search.find_articles, knowledge_search.READ_ARTICLES, speaks=True),
    Room(knowledge_search.find_topics),
    Room(news.find, news.READ_NEWS),
]


def everything(
    query: str, *, person: User, at: datetime, language: str = SOURCE_LANGUAGE
) -> dict[str, Any]:
    """Answer what desk/_found.html shows: what each room that the person may ask has found.

    language: that of the conversation, in which an answer is read aloud.
    """
    query = query.strip()
    if personal_numbers.find_in(query, today=timezone.localdate(at)):
        return {"query": "", "found": [], "count": 0, "refusal": NOBODY}
    rooms = [room for room in ROOMS if query and person.has_perm(room.permission)]
    found = [
        room.find(query, at=at, **({"language": language} if room.speaks else {})) for room in rooms
    ]
    return {"query": query, "found": found, "count": sum(map(len, found))}
