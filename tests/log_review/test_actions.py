"""Every act that is recorded anywhere has words in the log review."""

import re

from django.conf import settings

from contactcenter.log_review import actions

ROOMS = ["contactcenter", "districts", "knowledge", "telephony", "cases"]
ACTION = re.compile(rf'"((?:{"|".join(actions.SUBJECTS)})\.[a-z_]+)"')
RECORDED = re.compile(r'record\(\s*[^,()"]*(?:\([^()]*\))?,\s*"([a-z_]+\.[a-z_]+)"')


def test_every_act_that_is_recorded_has_words():
    code = [path.read_text() for room in ROOMS for path in (settings.BASE_DIR / room).rglob("*.py")]
    recorded = {action for text in code for action in RECORDED.findall(text)}

    assert len(recorded) > 20
    assert sorted(recorded - actions.NAMES.keys()) == []


def test_every_act_belongs_to_a_subject():
    assert {act.partition(".")[0] for act in actions.NAMES} == actions.SUBJECTS.keys()
