"""The fixed list of urgent matters: when each applies, what to say and in which order, what to do, and who answers.

Sources: "Rätt hantering av akuta ärenden" and "Akuta ärenden inom Individ och familj" (the city's inquiry on its contact
centre, 2023, sections 5.2.2 and 8.2) name the matters, and that callers must get to talk to a handler at once; section 4.2
says that the district's duty phone answers in office hours and Socialjouren at other times. Of law only that is used which
stands in the statutes named at each matter; SoL is socialtjänstlagen (2025:400).
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from districts.models import Unit

NOT_SAID = "not_said"  # marked as urgent before anybody has said what it is
OUTCOME = "urgent"  # the code of the outcome that follows

Texts = tuple[Promise, ...]


@dataclass(frozen=True)
class HelpLine:
    """A number of somebody else's, for the caller to ring afterwards."""

    name: str
    number: str
    dial: str
    what: Promise


@dataclass(frozen=True)
class Matter:
    """One entry of the list. `say` is read aloud, in its order; `do` is for the agent.

    Whatever it is, the district's duty phone answers in office hours and Socialjouren at other times.
    afterwards: the kind of unit that goes on with it, if there is a special one.
    ground: the law, or the document, that the steps rest on, in Swedish as they are.
    """

    code: str
    name: Promise
    applies: Promise
    say: Texts
    do: Texts
    ground: str
    afterwards: Unit.Kind | None = None
    help_lines: tuple[HelpLine, ...] = ()


# https://nck.uu.se/kvinnofridslinjen/kvinnofridslinjen-ger-stod-per-telefon/; the number: https://eige.europa.eu/node/4655
KVINNOFRIDSLINJEN = HelpLine(
    "Kvinnofridslinjen",
    "020-50 50 50",
    "+4620505050",
    _("For women, and those close to them. Day and night, free, not seen on the phone bill."),
)
# https://www.ekero.se/Gemensamt/Nyhetslista/Okad-risk-for-vald-hemma/?newslistid=4331 (2020-03-27)
VALJ_ATT_SLUTA = HelpLine(
    "Välj att sluta", "020-555 666", "+4620555666", _("For those who hurt somebody close to them.")
)

DANGER_FIRST = _("Is anybody in danger right now? Then we call 112 first.")
WHERE_NOW = _("Where are you now? The area is enough.")
IF_THE_CALL_BREAKS = _("How can we reach you without danger if the call breaks?")
CONNECT = _("I connect you to a social worker now. I stay until somebody answers.")
STAY = _("Stay on the line until a social worker has answered.")
NO_MESSAGE_INSTEAD = _("Connect. Do not take a message, and do not book a callback instead.")
NO_NAMES = _("Write no names in the note.")

MATTERS = [
    Matter(
        code="child_concern",
        name=_("Concern for a child"),
        applies=_("Somebody is worried that a child is hurt or not looked after."),
        say=(
            _("Is the child in danger right now? Then we call 112 first."),
            _("It is good that you call. You do not need to be certain."),
            _("Where does the child live? The area is enough."),
            _("Do you call because of your work? Then you must report it yourself, at once."),
            _("I connect you to the social workers of that district. You tell them, not me."),
        ),
        do=(
            _("Ring the duty phone of the district where the child lives."),
            _(
                "Connect. Do not take the report as a message, and do not judge whether it is enough."
            ),
            STAY,
            NO_NAMES,
        ),
        ground="SoL 19:1 (skyldighet att genast anmäla oro för barn) och 20:2 (beslut om utredning inom 14 dagar)",
    ),
    Matter(
        code="violence",
        name=_("Violence in close relations"),
        applies=_("Somebody is hurt, threatened or controlled by a partner or a relative."),
        say=(
            _("Are you in danger right now? Then we call 112 first."),
            _("Can you talk without danger? It is enough to say yes or no."),
            _("Are there children with you?"),
            IF_THE_CALL_BREAKS,
            _("It is not your fault. There is help for this, and I connect you to it now."),
        ),
        do=(
            _("Write down how the person can be reached without danger, before you connect."),
            _("Never ring back, and leave no message, unless the person has said that it is safe."),
            _("Say no address and no district aloud. Do not look the person up."),
            _("Children in the home: it is also a concern for a child."),
            STAY,
        ),
        ground="Verksamhetsplan för ekonomiskt bistånd, Hägersten-Liljeholmen 2017: alla våldsutsatta möter relationsvåldsteamet",
        afterwards=Unit.Kind.VIOLENCE_TEAM,
        help_lines=(KVINNOFRIDSLINJEN, VALJ_ATT_SLUTA),
    ),
    Matter(
        code="defector",
        name=_("Leaving crime or extremism"),
        applies=_("Somebody wants to leave a gang, serious crime or an extremist group."),
        say=(
            _("Are you, or is anybody close to you, in danger right now? Then we call 112 first."),
            _("You do not need to tell me your name, or what you have done."),
            WHERE_NOW,
            IF_THE_CALL_BREAKS,
            CONNECT,
        ),
        do=(
            NO_MESSAGE_INSTEAD,
            _("Write no names of people or groups in the note."),
            STAY,
        ),
        ground="Utredningen Kontaktcenter som en väg in, Stockholms stad 2023, 5.2.2 (avhopparverksamhet)",
    ),
    Matter(
        code="acute_need",
        name=_("Acute need of money"),
        applies=_("Somebody has no money for food, medicine or a place to sleep today."),
        say=(
            DANGER_FIRST,
            _("What do you need today: food, medicine, a place to sleep?"),
            _("Are there children with you?"),
            WHERE_NOW,
            _("Everybody may apply. I cannot decide about money, but a social worker can."),
            CONNECT,
        ),
        do=(
            _("Ring the duty phone of the district where the person is now."),
            _(
                "Do not say what the person will get. Do not send anybody away because of an address."
            ),
            STAY,
        ),
        ground="SoL 12:1 (ekonomiskt bistånd), 4:1 och 29 kap. (akuta behov: kommunen där man är)",
        afterwards=Unit.Kind.INCOME_SUPPORT,
    ),
    Matter(
        code="addiction",
        name=_("Addiction"),
        applies=_("Somebody drinks or takes drugs so that it is dangerous."),
        say=(
            _("Is the person awake, and breathing as usual? If not, we call 112 now."),
            _("Are there children in the home?"),
            _("Where is the person now? The area is enough."),
            CONNECT,
        ),
        do=(
            NO_MESSAGE_INSTEAD,
            _(
                "Do not judge whether care against somebody’s will is needed. The social workers do."
            ),
            _("Children in the home: it is also a concern for a child."),
            STAY,
        ),
        ground="Utredningen Kontaktcenter som en väg in, Stockholms stad 2023, 5.2.2 (tvångsåtgärder) och 8.2 (missbruk)",
    ),
    Matter(
        code="family_without_home",
        name=_("A family without a home"),
        applies=_("A family with children has nowhere to sleep, tonight or in the next days."),
        say=(
            DANGER_FIRST,
            _("How many children are with you?"),
            _("Where can you sleep tonight?"),
            _("In which district were you last registered? And where are you now?"),
            CONNECT,
        ),
        do=(
            _(
                "Ring the district where the family was last registered; not known: where they are now."
            ),
            _("Promise no home. Do not ask the family to find another number."),
            STAY,
        ),
        ground="https://socialtstod.stockholm/stod-till-hemlosa/ (stadsdelen där man senast var skriven)",
        afterwards=Unit.Kind.RECEPTION,
    ),
    Matter(
        code="child_calling",
        name=_("A child is calling"),
        applies=_("The caller is a child or a young person, whatever it is about."),
        say=(
            _("It is good that you call. I listen."),
            _("Are you safe where you are? If not, I call 112, and I stay here with you."),
            _("Tell me in your own words. There is no hurry."),
            _("You do not need to ask any grown-up first."),
            _("I ring somebody now whose work it is to help children. I stay until you talk."),
        ),
        do=(
            _("Let the child decide the tempo. Ask one thing at a time."),
            _("Never ask for a parent’s consent, and never ring a parent."),
            _(
                "Tell the social worker in the child’s words, so that the child need not begin again."
            ),
            _("Stay on the line until the child talks with the social worker."),
            _("Ask for no personal number. Write no names in the note."),
        ),
        ground="Utredningen Kontaktcenter som en väg in, Stockholms stad 2023, 5.2.2 (när barn kontaktar staden); SoL 19:1",
    ),
]
MATTERS_BY_CODE = {matter.code: matter for matter in MATTERS}


def name_of(code: str) -> str:
    """Say in words what a contact was marked with; a matter that is not on the list any more is urgent all the same."""
    matter = MATTERS_BY_CODE.get(code)
    return str(matter.name if matter else _("Urgent"))
