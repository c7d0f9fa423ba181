import pytest
from django.core.exceptions import ImproperlyConfigured

from telephony.drivers import registry


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
        registry.driver()


def test_a_machine_for_trying_out_says_so(settings):
    settings.TELEPHONY_DRIVER, settings.SAMPLE_CITY = "simulated", False
    settings.SIMULATED_TELEPHONY = True

    assert registry.driver().name == "simulated"


def test_an_unknown_driver_stops_the_start(settings):
    settings.TELEPHONY_DRIVER = "carrier-pigeon"

    with pytest.raises(ImproperlyConfigured, match="carrier-pigeon"):
        registry.driver()
