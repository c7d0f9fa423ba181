"""What a process does while it knows that the database is gone; with the database really stopped: tests/embedded/test_city.py."""

import re
import threading
from datetime import UTC, datetime

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DataError, InterfaceError, OperationalError
from django.utils.translation import gettext, override
from psycopg_pool import PoolTimeout

from contactcenter import copies, outages
from knowledge import page_copies
from tests.factories import ArticleTextFactory, PhoneLineFactory, RegularWeekFactory

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def raised(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "gone"),
    [
        (raised(OperationalError(), PoolTimeout()), True),
        (raised(OperationalError(), psycopg.OperationalError("connection refused")), True),
        (raised(OperationalError(), psycopg.errors.AdminShutdown()), True),
        (raised(InterfaceError(), psycopg.InterfaceError("the connection is closed")), True),
        (raised(OperationalError(), psycopg.errors.QueryCanceled()), False),
        (raised(OperationalError(), psycopg.errors.LockNotAvailable()), False),
        (raised(DataError(), psycopg.DataError()), False),
        (OperationalError(), False),
        (ValueError(), False),
        (None, False),
    ],
)
def test_only_a_database_that_is_not_there_is_an_outage(error, gone):
    assert outages.is_one(error) == gone


@pytest.fixture
def article(db, settings, tmp_path):
    settings.PAGES_COPY = tmp_path
    article = ArticleTextFactory(article__slug="the-norm", title="Vad är normen?").article
    ArticleTextFactory(article=article, language="ar", title="ما هو المعيار؟")
    RegularWeekFactory(line=PhoneLineFactory(slug="one", unit__district__slug="here"))
    return article


@pytest.fixture
def outage(monkeypatch):
    known = threading.Event()
    known.set()
    monkeypatch.setattr(outages, "_known", known)


def test_the_last_published_pages_are_read_in_every_language(
    client, article, request, django_assert_num_queries
):
    page_copies.refresh(at=AT)
    request.getfixturevalue("outage")

    with django_assert_num_queries(0):
        for language in LANGUAGES:
            for page in ["", "faq/", "faq/the-norm/", "lines/one/", "districts/here/"]:
                answer = client.get(f"/{language}/{page}")
                html = answer.content.decode()
                with override(language):
                    notice = gettext("We have a fault right now.")

                assert answer.status_code == 200, (language, page)
                assert f'<html lang="{language}"' in html
                assert notice in html
                assert 'datetime="2026-11-23T09:00:00+01:00"' in html
                assert answer["Cache-Control"] == "no-cache"
                # Nobody knows at which moment it is read: it tells hours, not whether somebody is there.
                assert not re.search('chip-(open|closed)|class="today"', html)
                assert ('<table class="hours">' in html) == ("one" in page or "here" in page)


@pytest.mark.parametrize(
    "path", ["/desk/", "/sv/find/?q=Tensta", "/sv/faq/nothing/", "/api/v1/districts/"]
)
def test_what_has_no_copy_says_at_once_that_it_does_not_work(client, article, outage, path):
    answer = client.get(path)

    assert (answer.status_code, answer["Retry-After"]) == (503, "10")


def test_the_way_in_and_the_signs_of_life_go_on(client, outage):
    assert client.get("/healthz").status_code == 200
    assert client.get("/").status_code == 302


def test_copies_are_made_when_something_has_changed_and_only_then(article, capsys):
    call_command("copy_pages")
    call_command("copy_pages")
    article.is_public = False
    article.save()
    call_command("copy_pages")

    first, second, third = (int(line.split()[0]) for line in capsys.readouterr().out.splitlines())
    assert (first - third, second) == (2 * len(LANGUAGES), 0)  # the answer, and its topic
    assert not copies.place_of("/sv/faq/the-norm/").exists()
    assert copies.place_of("/sv/faq/").exists()
    files = {place.name for place in copies.folder().rglob("*.*")}
    assert files == {copies.PAGE, copies.MARK}  # none half written


@pytest.mark.django_db(transaction=True)
def test_it_ends_by_itself_once_the_database_answers():
    outages.begin()

    for thread in threading.enumerate():
        if thread.name == "outage":
            thread.join(10)
    assert not outages.is_known()
