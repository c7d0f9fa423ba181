"""The payloads bite where a page lets them through, and `assert_harmless` sees it."""

import html5lib
import pytest
from django.utils.html import escape

from tests import xss

OF_HTML = {**xss.TAGS, **xss.HANDLERS, **xss.DRAWINGS, **xss.ADDRESSES}
# Browsers, and so html5lib, take these for text where they stand: they bite within an attribute, or in other surroundings.
ONLY_TEXT = {
    *("script inside script", "script with a null", "no script", "comment with a condition"),
    *("out of an unquoted attribute", "out of a value", "out of a value with quotes", "bare"),
    *("declaration", "processing instruction", "instruction with a tag", "drawing with CDATA"),
    *("handler after a slash", "handler of a closing tag"),
}


def test_there_are_two_hundred_and_no_two_alike():
    assert len(xss.PAYLOADS) == len(set(xss.ALL)) >= 200


@pytest.mark.parametrize("name", sorted(OF_HTML.keys() - ONLY_TEXT))
def test_what_comes_through_is_seen(name):
    with pytest.raises(AssertionError):
        xss.assert_harmless(f"<main>{OF_HTML[name]}</main>")


def test_what_is_escaped_is_harmless():
    for payload in xss.ALL:
        xss.assert_harmless(f'<main title="{escape(payload)}">{escape(payload)}</main>')


def test_what_a_template_worked_out_is_seen():
    with pytest.raises(AssertionError):
        xss.assert_harmless(f"<p>{1337 * 1337}</p>")


def test_our_own_scripts_and_drawings_are_let_through():
    page = """<!doctype html><title>x</title><link rel=stylesheet href=/static/x.css><script src=/static/x.js></script>
    <script type="application/ld+json">{"a": 1}</script><svg><path d="M0 0"/></svg><a href=https://example.org/>x</a>"""

    assert list(xss.faults(html5lib.parse(page, namespaceHTMLElements=False))) == []
