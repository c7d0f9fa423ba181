import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

from telephony.drivers import registry
from telephony.drivers.base import Capability, Driver
from tests.telephony.scripted import Scripted

SCRIPTED = "tests.telephony.scripted.Scripted"


def start() -> None:
    """What every process does first: the web, the worker, the clock."""
    apps.get_app_config("telephony").ready()


@pytest.fixture(autouse=True)
def own_driver_is_made_anew():
    registry.citys_own.cache_clear()
    yield
    registry.citys_own.cache_clear()


def test_the_settings_choose_the_driver(settings):
    settings.TELEPHONY_DRIVER, settings.DIAL_LINK = "manual", "callto:{n}"

    driver = registry.driver()

    assert (driver.name, driver.dial_uri("+46701740605")) == ("manual", "callto:+46701740605")


def test_a_process_has_one_network_that_is_made_up(settings):
    settings.TELEPHONY_DRIVER = "simulated"

    assert registry.driver() is registry.driver()


def test_outside_of_the_sample_city_nobody_is_rung_in_play(settings):
    settings.TELEPHONY_DRIVER, settings.SAMPLE_CITY = "simulated", False

    with pytest.raises(ImproperlyConfigured, match="rings nobody"):
        start()


def test_a_machine_for_trying_out_says_so(settings):
    settings.TELEPHONY_DRIVER, settings.SAMPLE_CITY = "simulated", False
    settings.SIMULATED_TELEPHONY = True

    assert registry.driver().name == "simulated"


@pytest.mark.parametrize(
    ("driver", "sentence"),
    [
        ("carrier-pigeon", "carrier-pigeon. Set it to manual"),
        ("no.such.Switch", "no.such.Switch: No module"),
        ("tests.telephony.scripted.Nothing", "Nothing"),
    ],
)
def test_an_unknown_driver_stops_the_start(settings, driver, sentence):
    settings.TELEPHONY_DRIVER = driver

    with pytest.raises(ImproperlyConfigured, match=sentence):
        start()


def test_a_link_without_a_place_for_the_number_stops_the_start(settings):
    settings.TELEPHONY_DRIVER, settings.DIAL_LINK = "manual", "tel:"

    with pytest.raises(ImproperlyConfigured, match="DIAL_LINK"):
        start()


def test_a_driver_of_the_citys_own_rings_with_the_citys_number(settings):
    settings.TELEPHONY_DRIVER, settings.CALLER_ID = SCRIPTED, "+46846500400"

    start()

    assert registry.driver().name == Scripted.name


def test_a_driver_that_rings_without_a_number_to_show_stops_the_start(settings):
    settings.TELEPHONY_DRIVER, settings.CALLER_ID = SCRIPTED, ""
    settings.SAMPLE_CITY = False

    with pytest.raises(ImproperlyConfigured, match="CALLER_ID"):
        start()


@pytest.mark.parametrize("name", ["manual", "switch", "a name with spaces", "x" * 21])
def test_a_driver_whose_calls_would_be_taken_for_another_s_stops_the_start(
    settings, monkeypatch, name
):
    settings.TELEPHONY_DRIVER, settings.CALLER_ID = SCRIPTED, "+46846500400"
    monkeypatch.setattr(Scripted, "name", name)

    with pytest.raises(ImproperlyConfigured, match="a name of its own"):
        start()


def test_a_driver_cannot_forget_to_place_a_call():
    class Forgetful(Driver):
        name, capabilities = "forgetful", Capability.ORIGINATE

    with pytest.raises(TypeError, match="abstract"):
        Forgetful()
