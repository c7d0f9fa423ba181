"""Programs that ask for callbacks, and people behind one address who do: hardly any of the first get into a queue, all of the second do."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from contactcenter import public_forms
from telephony.models import Callback
from telephony.public.forms import AskForm
from tests.endurance import scaled
from tests.factories import MONDAY_NINE
from tests.telephony.open_lines import open_queue
from tests.telephony.public.residents import USUAL, Resident

pytestmark = [pytest.mark.django_db, pytest.mark.endurance]

OF_EACH_KIND = scaled(2500)
MOST_IN_A_QUEUE = 20
A_SECOND = timedelta(seconds=1)
ADDRESS = "/en/callback/number/?service=income-support&when=soon"
# The ranges that stand for nobody; no other numbers are written down here.
MOBILES = [f"070-174 06 {last:02}" for last in range(5, 100)]
LANDLINES = [f"08-465 004 {last:02}" for last in range(100)]
HAVE_NO_MOBILE = 5  # of a hundred people


@pytest.fixture(autouse=True)
def queue():
    return open_queue(line__unit__district=None, planned_agents=50)


class Bot(Resident):
    """Sends the form again and again, each time with another number; nine of ten are landlines, which need no code."""

    def __init__(self):
        super().__init__(address="198.51.100.7")
        self.sent = 0

    def number(self) -> str:
        numbers = LANDLINES if self.sent % 10 else MOBILES
        return numbers[self.sent % len(numbers)]

    def token(self) -> str:
        """Answer what stands in a page that it gets at the moment."""
        return public_forms.issue(AskForm.name, at=self.at)

    def send(self, token: str, **filled: str) -> None:
        self.sent += 1
        typed = {"when": "soon", "number": self.number(), "token": token, "website": ""}
        with time_machine.travel(self.at, tick=False):
            self.client.post(ADDRESS, typed | USUAL | filled)


def too_fast(bot: Bot) -> None:
    for _time in range(OF_EACH_KIND):
        token = bot.token()
        bot.at += 2 * A_SECOND
        bot.send(token)


def every_field_filled(bot: Bot) -> None:
    for _time in range(OF_EACH_KIND):
        token = bot.token()
        bot.at += 4 * A_SECOND
        bot.send(token, website="https://example.org", no_message="on", pass_phrase="Buy")


def one_token_replayed(bot: Bot) -> None:
    token = bot.token()
    bot.at += 4 * A_SECOND
    for _time in range(OF_EACH_KIND):
        bot.send(token)


def numbers_invented(bot: Bot) -> None:
    """Do everything right, as fast as the form lets it, but for the numbers: nobody has them."""
    for _time in range(OF_EACH_KIND):
        token = bot.token()
        bot.at += 4 * A_SECOND
        bot.send(token)


def test_of_ten_thousand_posts_of_programs_at_most_twenty_reach_a_queue():
    attacks: list[Callable[[Bot], None]] = [
        too_fast,
        every_field_filled,
        one_token_replayed,
        numbers_invented,
    ]

    bot = Bot()
    for attack in attacks:
        attack(bot)

    in_a_queue = Callback.objects.exclude(status=Callback.Status.UNCONFIRMED).count()
    assert bot.sent == 4 * OF_EACH_KIND
    assert 0 < in_a_queue <= MOST_IN_A_QUEUE


def test_a_hundred_people_behind_one_address_all_get_their_place():
    """In a library or a mobile network, within ten minutes: each with a number of their own, and the code that went there."""
    for person, number in enumerate(MOBILES + LANDLINES[:HAVE_NO_MOBILE]):
        resident = Resident(at=MONDAY_NINE + person * 6 * A_SECOND, address="198.51.100.8")
        assert resident.ask(number).status_code == 302, number
        callback = Callback.objects.latest("pk")
        if callback.status == Callback.Status.UNCONFIRMED:
            assert resident.prove(callback).status_code == 302, number

    assert Callback.objects.live().count() == 100


def test_who_has_no_mobile_phone_gets_a_place_while_a_program_invents_numbers():
    bot = Bot()
    for _time in range(20):
        token = bot.token()
        bot.at += 4 * A_SECOND
        bot.send(token)

    honest = Resident(address="192.0.2.77", at=bot.at).ask(LANDLINES[99])

    assert honest.status_code == 302
