"""The sample city's phone menu, published: the four choices of its contact centre today, and what lies below the first.

Source of the four: Utredningen Kontaktcenter som en väg in, Stockholms stad 2023, on the present contact centre's menu. That
the social emergency service and 112 are named first is ours.
"""

from datetime import datetime

from telephony import menus
from telephony.menu_content import START, Action, Choice, Closed, Menu, PhoneMenu
from telephony.models import IvrMenu, Queue
from telephony.sample.queues import CENTRE

SOCIAL = "menu-1"
GENERAL = f"{CENTRE}-city-information"


def load(*, at: datetime) -> int:
    """Publish the menu, unless there is one; answer how many versions there are."""
    if not IvrMenu.objects.exists() and Queue.objects.filter(slug=GENERAL).exists():
        draft = menus.begin(None, by=None, at=at)
        menus.save(draft, menu(), revision=draft.revision, by=None, at=at)
        menus.publish(draft, revision=draft.revision, by=None, at=at)
    return IvrMenu.objects.count()


def menu() -> PhoneMenu:
    return PhoneMenu(
        welcome={
            "sv": "Välkommen till Stockholms stad. Om någon är i fara, ring 112.",
            "en": "Welcome to the City of Stockholm. If somebody is in danger, ring 112.",
        },
        languages={"1": "sv", "2": "en", "3": "fi", "4": "ar", "5": "so"},
        emergency="socialjouren",
        menus={START: first_menu(), SOCIAL: social_matters()},
    )


def first_menu() -> Menu:
    return Menu(
        START,
        queue=GENERAL,
        choices=(
            Choice(
                "1",
                Action.MENU,
                menu=SOCIAL,
                label={
                    "sv": "Sociala frågor",
                    "en": "Social matters",
                    "fi": "Sosiaaliasiat",
                    "ar": "الشؤون الاجتماعية",
                },
            ),
            to_queue("2", "city-information", "Skolfrågor", "Schools"),
            to_queue("3", "city-information", "Samhällsbyggnadsfrågor", "Streets and building"),
            to_queue("4", "city-information", "Övriga frågor", "Other questions"),
        ),
    )


def social_matters() -> Menu:
    family = to_queue(
        "4",
        "individual-and-family",
        "Barn, unga och familj",
        "Children, young people and families",
        closed=Closed.EMERGENCY,
    )
    return Menu(
        SOCIAL,
        intro={"sv": "Sociala frågor.", "en": "Social matters."},
        queue=f"{CENTRE}-income-support",
        choices=(
            to_queue("1", "income-support", "Pengar till mat och hyra", "Money for food and rent"),
            to_queue("2", "elder-care", "Äldre", "Elderly people"),
            to_queue("3", "disability-support", "Funktionsnedsättning", "Disabilities"),
            family,
            Choice(
                "5",
                Action.EMERGENCY,
                label={
                    "sv": "Akut hjälp på kvällar, nätter och helger",
                    "en": "Urgent help in the evening, at night and at weekends",
                },
            ),
        ),
    )


def to_queue(
    digit: str, service: str, swedish: str, english: str, *, closed: Closed = Closed.CALLBACK
) -> Choice:
    label = {"sv": swedish, "en": english}
    return Choice(
        digit, Action.QUEUE, label=label, queue=f"{CENTRE}-{service}", closed=closed.value
    )
