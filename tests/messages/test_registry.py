"""Which way a message goes is a matter of settings."""

from pathlib import Path

import pytest

from contactcenter.messages.adapters import Letter
from contactcenter.messages.adapters.registry import adapter_for
from contactcenter.messages.models import Message

SMS, EMAIL = Message.Channel.SMS, Message.Channel.EMAIL
LETTER = Letter(to="+46701740605", text="Din kod är 123456.")


def test_the_sample_city_writes_its_sms_into_a_file(settings, tmp_path):
    assert isinstance(settings.MESSAGES_FILE, Path)
    settings.SMS_ADAPTER = "console"
    settings.MESSAGES_FILE = tmp_path / "messages.txt"

    adapter_for(SMS).send(LETTER, key="callback-code:17", report_url="")

    assert settings.MESSAGES_FILE.read_text().endswith("  +46701740605  Din kod är 123456.\n")


def test_a_city_sends_through_46elks(settings):
    settings.SMS_ADAPTER = "46elks"

    assert adapter_for(SMS).name == "46elks"
    assert adapter_for(SMS).url == "https://api.46elks.com/a1/"


@pytest.mark.parametrize("chosen", ["", "pigeon"])
def test_without_a_known_way_no_sms_is_sent(settings, chosen):
    settings.SMS_ADAPTER = chosen

    assert adapter_for(SMS) is None
    assert adapter_for(EMAIL).name == "smtp"
