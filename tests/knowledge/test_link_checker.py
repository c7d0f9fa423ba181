"""Another site is asked whether a page is there, and nobody can use that to reach what lies behind our walls."""

import ssl
from collections.abc import Iterator

import pytest

from knowledge import link_checker
from knowledge.link_checker import Finding, LinkChecker
from tests.knowledge.strangers import HERE, Stranger, stranger


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[Stranger]:
    with stranger(tmp_path_factory.mktemp("tls"), names=["localhost"]) as running:
        yield running


@pytest.fixture
def checker(site) -> LinkChecker:
    return LinkChecker(neighbours=frozenset({HERE, "::1"}), trusted=site.trusted)


@pytest.mark.parametrize(
    ("path", "finding"),
    [
        ("/200", Finding("alive", 200)),
        ("/404", Finding("gone", 404)),
        ("/410", Finding("gone", 410)),
        ("/403", Finding("not_known", 403)),
        ("/429", Finding("not_known", 429)),
        ("/500", Finding("not_known", 500)),
        ("/to//200", Finding("alive", 200)),
        ("/to//404", Finding("gone", 404)),
        ("/to/https://example.org/", Finding("moved", 302)),
        ("/to/http://127.0.0.1/", Finding("moved", 302)),
        ("/to//to//to//to//200", Finding("no_answer", 302)),
        ("/off", Finding("no_answer")),
    ],
)
def test_it_is_told_whether_the_page_is_there(site, checker, path, finding):
    assert checker.check(site.url(path)) == finding


def test_a_way_on_to_plain_http_is_not_taken(site, checker):
    here = site.url("/200", scheme="http")

    assert checker.check(site.url(f"/to/{here}")) == Finding("not_allowed")


@pytest.mark.parametrize("path", ["/slow", "/drips"])
def test_nobody_is_waited_for_longer_than_said(monkeypatch, site, checker, path):
    monkeypatch.setattr(link_checker, "SECONDS", 0.3)

    assert checker.check(site.url(path)) == Finding("no_answer")


def test_the_server_is_asked_under_its_own_name(site, checker):
    checker.check(site.url("/200?q=ä"))

    assert site.asked[-1] == ("/200?q=%C3%A4", f"localhost:{site.port}")


def test_a_server_that_nobody_vouches_for_is_not_believed(site):
    neighbours = frozenset({HERE, "::1"})

    unknown = LinkChecker(neighbours=neighbours).check(site.url("/200"))
    of_another_name = LinkChecker(neighbours, site.trusted).check(
        site.url("/200", host="localhost.localdomain")
    )

    assert unknown == Finding("no_answer")
    assert of_another_name.state in {"no_answer", "not_allowed"}


@pytest.mark.parametrize(
    "target",
    [
        "http://example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "https://",
        "https:///path",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://127.0.0.1:443/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0177.0.0.1/",
        "https://localhost/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::]/",
        "https://[fe80::1]/",
        "https://[fd00::1]/",
        "https://[ff02::1]/",
        "https://[2002:7f00:1::]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[64:ff9b:1::a00:1]/",
        "https://0.0.0.0/",
        "https://10.0.0.1/",
        "https://172.16.0.1/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://100.64.0.1/",
        "https://198.18.0.1/",
        "https://192.0.2.1/",
        "https://224.0.0.1/",
        "https://255.255.255.255/",
        "https://user:password@127.0.0.1/",
        "https://user@8.8.8.8/",
        "https://8.8.8.8:22/",
        "https://8.8.8.8:8443/",
        "https://[::1",
        "https://a\u0000b/",
        "javascript:alert(1)",
        "",
    ],
)
def test_what_lies_behind_our_walls_is_never_asked(target):
    assert LinkChecker().check(target) == Finding("not_allowed")


@pytest.mark.parametrize("target", ["https://nowhere.invalid/", "https://[", "https://a b.c/"])
def test_a_name_that_does_not_exist_is_told_as_such(target):
    assert LinkChecker().check(target) == Finding("no_answer")


def test_a_name_with_one_address_of_ours_among_others_is_not_asked(monkeypatch, site):
    """What a rebinding name server answers: a public address and ours. Nothing is connected to."""
    checker = LinkChecker(neighbours=frozenset({"::1"}), trusted=site.trusted)
    before = len(site.asked)

    assert checker.check(site.url("/200", host=HERE)) == Finding("not_allowed")
    assert len(site.asked) == before


def test_certificates_are_checked_as_this_machine_does():
    context = link_checker._trusted()

    assert (context.check_hostname, context.verify_mode) == (True, ssl.CERT_REQUIRED)
