"""What every way of sending must do: hand over once, and never say "refused" of what may have gone out."""

import stat

import pytest

from contactcenter.messages.adapters import Refused, Sent, Uncertain
from contactcenter.messages.adapters.elks import Elks, NotAllowed
from tests.messages.rigs import RIGS, ConsoleRig, ElksRig, MailRig, faults

REPORT_URL = "https://city.example/telephony/webhooks/46elks-sms/unguessable/"
SENDING = {"key": "callback-code:17", "report_url": REPORT_URL}


def send(rig, fault=""):
    with rig.ready(fault) as adapter:
        return adapter.send(rig.letter, **SENDING)


@pytest.mark.parametrize("kind", RIGS)
def test_a_letter_arrives_once_as_it_was_written(kind, tmp_path):
    rig = kind(tmp_path)

    assert isinstance(send(rig), Sent)

    (arrived,) = rig.arrived()
    assert rig.letter.to in arrived
    assert rig.letter.text.strip() in arrived
    assert rig.letter.subject in arrived


@pytest.mark.parametrize(("kind", "fault"), faults(lambda rig: rig.refused))
def test_what_will_never_go_is_refused_for_good(kind, fault, tmp_path):
    rig = kind(tmp_path)

    with pytest.raises(Refused) as refusal:
        send(rig, fault)

    assert not refusal.value.is_passing
    assert rig.arrived() == []


@pytest.mark.parametrize(("kind", "fault"), faults(lambda rig: rig.refused_for_now))
def test_what_did_not_go_now_may_go_later(kind, fault, tmp_path):
    rig = kind(tmp_path)

    with pytest.raises(Refused) as refusal:
        send(rig, fault)

    assert refusal.value.is_passing
    assert rig.arrived() == []


@pytest.mark.parametrize(("kind", "fault"), faults(lambda rig: rig.uncertain))
def test_what_may_have_gone_is_uncertain_and_not_tried_again(kind, fault, tmp_path):
    rig = kind(tmp_path)

    with pytest.raises(Uncertain):
        send(rig, fault)

    assert len(rig.arrived()) <= 1


@pytest.mark.parametrize(
    ("kind", "fault"),
    faults(lambda rig: (*rig.refused, *rig.refused_for_now, *rig.uncertain)),
)
def test_a_fault_tells_neither_text_nor_to_whom(kind, fault, tmp_path):
    rig = kind(tmp_path)

    with pytest.raises((Refused, Uncertain)) as fault_told:
        send(rig, fault)

    told = repr(fault_told.value)
    assert fault_told.value.__suppress_context__ or fault_told.value.__context__ is None
    assert rig.letter.to not in told or not rig.letter.to
    assert "123456" not in told


def test_46elks_gets_what_its_documentation_asks_for(tmp_path):
    rig = ElksRig(tmp_path)

    sent = send(rig)

    assert rig.behaviour.taken == [
        {
            "from": "Stockholm",
            "to": rig.letter.to,
            "message": rig.letter.text,
            "whendelivered": REPORT_URL,
            "dontlog": "message",
        }
    ]
    assert sent.ref == f"s{1:032x}"


def test_a_mail_that_is_sent_again_has_the_name_it_had(tmp_path):
    rig = MailRig(tmp_path)

    send(rig)
    send(rig)

    first, second = rig.behaviour.taken
    assert first["Message-ID"] == second["Message-ID"] != ""


@pytest.mark.parametrize("url", ["http://api.46elks.com/a1/", "ftp://api.46elks.com/", "46elks"])
def test_46elks_is_never_asked_in_the_clear(url):
    with pytest.raises(NotAllowed):
        Elks(url=url, username="u", password="p", sender="Stockholm")


def test_the_sample_citys_file_is_its_owners(tmp_path):
    rig = ConsoleRig(tmp_path)

    send(rig)

    assert stat.S_IMODE(rig.file.stat().st_mode) == 0o600
