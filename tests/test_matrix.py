"""Every URL × method × person gets what tests/matrix.py says.

A URL that is not in the table fails, and so does a line whose URL is gone. Whoever is not let in changes nothing, and
neither does a GET.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone
from django.utils.translation import override

from cases.models import Contact, LookUpAlert, LookUpRelease, NewsItem
from contactcenter import schedule
from contactcenter.accounts import invitations
from contactcenter.accounts.models import User
from contactcenter.accounts.roles import DistrictRole, Role
from contactcenter.log_review.models import Decision
from districts import hours_editing
from districts.models import Closure, District, HoursChange, PhoneLine, TollFreeNumber, Unit
from districts.phone_hours import Interval, PhoneHours, Week
from knowledge.exchange import imports
from knowledge.models import (
    ArticleImport,
    ArticleText,
    Feedback,
    GlossaryTerm,
    GuideVersion,
    NormYear,
    Picture,
    SynonymGroup,
    UnansweredSearch,
)
from tests.factories import (
    ArticleTextFactory,
    ContactFactory,
    DecisionFactory,
    FeedbackFactory,
    GlossaryTermFactory,
    GuideVersionFactory,
    LookUpAlertFactory,
    MembershipFactory,
    NewsItemFactory,
    NormYearFactory,
    PhoneLineFactory,
    PictureFactory,
    QuestionFactory,
    SynonymGroupFactory,
    UnansweredSearchFactory,
    UnitFactory,
    UserFactory,
)
from tests.matrix import GROUPS, MORE_METHODS, NOBODY, PEOPLE, ROWS, Row

FORM = "application/x-www-form-urlencoded"
A_FILE = b'{"texts": [{"slug": "nowhere", "language": "sv"}]}'
WEEK = Week(date(2026, 1, 1), ((Interval(8 * 60, 16 * 60),),) * 5 + ((),) * 2)

ABOUT_A_LINE = {"districts:line", "districts:line-calendar", "api:line-phone-hours"}

OF_A_CONTACT = ("contacts:", "api:")  # beginnings of routes
OF_A_CLOSED_CONTACT = {
    *("contacts:read", "contacts:correct", "contacts:reopen"),
    "api:reopen-contact",
}
OF_A_REVIEW = {"audit:review", "audit:sign", "audit:report", "audit:copy-review"}
IN_ONES_OWN_CONTACT = {
    *(f"look-ups:{step}" for step in ["start", "begin", "confirm", "give-up", "partner", "find"]),
    *(f"api:{step}" for step in ["begin-identity", "confirm-identity", "ask-partner", "look-ups"]),
}
OF_A_NEWS_ITEM = {"news:item", "news:mark-read", "news:change", "news:end", "news:readers"}
OF_A_NORM = {"editor:norm-version", "editor:try-norm", "editor:publish-norm", "editor:decline-norm"}
SEARCHES = {"api:find"}
OF_A_DRAFT = {
    *("editor:write-text", "editor:keep-text"),
    *("editor:submit-text", "editor:discard-text"),
}
OF_A_TEXT_IN_REVIEW = {
    *("editor:text", "editor:preview-text", "editor:publish-text"),
    *("editor:give-back-text", "editor:take-back-text"),
}
OF_A_TRANSLATION = {"editor:still-right", "editor:native-reader"}
OF_A_HANDED_IN_FILE = {"editor:import", "editor:take-in", "editor:drop-import"}
ABOUT_AN_ARTICLE = {
    *("faq:article", "faq:feedback", "faq:feedback-sent", "articles:flag"),
    "articles:article",
    *("editor:article", "editor:article-settings", "editor:article-reviewed"),
    *("editor:withdraw-article", "editor:begin-text", "editor:history"),
}
OF_A_WORD = {"editor:change-word", "editor:remove-word"}
OF_SYNONYMS = {"editor:change-synonyms", "editor:remove-synonyms"}
OF_A_SEARCH = {"editor:answer-search", "editor:dismiss-search"}
OF_A_GUIDE = {
    "editor:guide-version",
    "editor:guide-file",
    "editor:preview-guide",
    "editor:begin-guide",
}
OF_A_DRAFT_OF_A_GUIDE = {
    *("editor:write-guide", "editor:guide-texts", "editor:publish-guide", "editor:discard-guide"),
}
OF_A_PICTURE = {"editor:picture", "editor:remove-picture"}
OF_FEEDBACK = {"editor:feedback-item", "editor:reopen-feedback"}


def proposed_norm(by: User) -> NormYear:
    """Answer a version that waits for a second editor, of a year before all that are there."""
    years = NormYear.objects.order_by("year").values_list("year", flat=True)
    year = (years.first() or 2006) - 1
    NormYearFactory(year=year)
    return NormYearFactory(year=year, version=2, state="proposed", proposed_by=by)


@dataclass
class Place:
    """The rows that a URL may be about: of the district Here, or of the city."""

    district: District | None
    unit: Unit
    line: PhoneLine
    closure: Closure
    change: HoursChange
    toll_free: TollFreeNumber
    person: User
    membership: Any
    decision: Decision  # on the one look-up of a review
    open_contact: Contact  # that nobody has touched for a day
    closed_contact: Contact
    own_contact: Contact  # the agent's own, once `give_to` has said whose
    release: LookUpRelease
    alert: LookUpAlert
    news: NewsItem
    norm: NormYear  # proposed for a year that has one
    text: ArticleText  # published, in Swedish
    texts: dict[str, ArticleText]  # of the same article, in every other state
    handed_in: ArticleImport
    feedback: Feedback
    word: GlossaryTerm
    picture: Picture
    synonyms: SynonymGroup
    unanswered: UnansweredSearch
    guide: GuideVersion  # published, under the area's name
    guide_draft: GuideVersion
    token: str

    @classmethod
    def built(cls, district: District | None, by: User) -> "Place":
        now, a_day = timezone.now(), timedelta(days=1)
        line = PhoneLineFactory(unit=UnitFactory(district=district))
        person = UserFactory(invited_at=now)
        text = ArticleTextFactory(version=2, article__facts_version=2)
        slug = district.slug if district else "city"
        change = hours_editing.save(line, PhoneHours(weeks=(WEEK,)), revision=0, by=by, at=now)
        toll_free = TollFreeNumber.objects.create(
            line=line,
            number=f"020-{line.pk}",
            connection_fee=941,
            monthly_fee=313,
            cost_per_minute=0,
            starts_on=now.date(),
        )
        return cls(
            district=district,
            unit=line.unit,
            line=line,
            closure=line.closures.create(starts_at=now - a_day, ends_at=now + a_day, closed_by=by),
            change=change,
            toll_free=toll_free,
            person=person,
            membership=MembershipFactory(user=person, unit=line.unit),
            decision=DecisionFactory(item__review__unit=line.unit),
            open_contact=QuestionFactory(contact__touched_at=now - a_day).contact,
            closed_contact=QuestionFactory(
                contact__opened_at=now - a_day, contact__closed_at=now
            ).contact,
            own_contact=ContactFactory(),
            release=LookUpRelease.objects.create(agent=person, span="hour", asked_at=now),
            alert=LookUpAlertFactory(),
            news=NewsItemFactory(author=by, starts_at=now - a_day),
            norm=proposed_norm(by),
            text=text,
            texts=texts_beside(text, by),
            handed_in=imports.keep("a.json", A_FILE, by=by, at=now),
            feedback=FeedbackFactory(),
            word=GlossaryTermFactory(),
            picture=PictureFactory(),
            synonyms=SynonymGroupFactory(),
            unanswered=UnansweredSearchFactory(),
            guide=GuideVersionFactory(slug=slug),
            guide_draft=GuideVersionFactory(slug=slug, number=2, state="draft", written_by=by),
            token=invitations.link(person).rstrip("/").rpartition("/")[2],
        )

    def give_to(self, agent: User) -> None:
        self.own_contact.agent = agent
        self.own_contact.save()

    @property
    def area(self) -> str:
        return self.district.slug if self.district else "city"

    def slug_for(self, route: str) -> str:
        if route in ABOUT_AN_ARTICLE:
            return self.text.article.slug
        return self.line.slug if route in ABOUT_A_LINE else self.area

    def row_of(self, route: str) -> Contact | User:
        return self.open_contact if route.startswith(OF_A_CONTACT) else self.person

    def address(self, route: str) -> str:
        """Fill what the route asks for with this place's rows."""
        parts = {
            "slug": self.slug_for(route),
            "digest": self.picture.digest,
            "code": self.text.article.topic.code,
            "language": "fi",
            "line": self.line.slug,
            "unit": self.unit.slug,
            "part": "week",
            "kind": "questions",
            "place": "home",
            "run": 1,
            "year": self.norm.year,
            "number": 1,
            "source": 1,
            "revision": self.change.revision,
            "token": self.token,
            "uidb36": "1",
            "key": "set-password",
            "pk": {
                "district:open-again": self.closure.pk,
                "district:change-toll-free": self.toll_free.pk,
                "people:take-membership": self.membership.pk,
                "audit:decide": self.decision.item.pk,
                "look-ups:release": self.release.pk,
                "look-ups:refuse": self.release.pk,
                "look-ups:see-alert": self.alert.pk,
                **dict.fromkeys(IN_ONES_OWN_CONTACT, self.own_contact.pk),
                **dict.fromkeys(OF_A_NEWS_ITEM, self.news.pk),
                **dict.fromkeys(OF_A_GUIDE, self.guide.pk),
                **dict.fromkeys(OF_A_DRAFT_OF_A_GUIDE, self.guide_draft.pk),
                **dict.fromkeys(OF_A_NORM, self.norm.pk),
                **dict.fromkeys(OF_A_DRAFT, self.texts["draft"].pk),
                **dict.fromkeys(OF_A_TEXT_IN_REVIEW, self.texts["in review"].pk),
                **dict.fromkeys(OF_A_TRANSLATION, self.texts["out of date"].pk),
                "editor:restore-text": self.texts["replaced"].pk,
                **dict.fromkeys(OF_A_HANDED_IN_FILE, self.handed_in.pk),
                **dict.fromkeys(OF_A_PICTURE, self.picture.pk),
                **dict.fromkeys(OF_A_WORD, self.word.pk),
                **dict.fromkeys(OF_SYNONYMS, self.synonyms.pk),
                **dict.fromkeys(OF_A_SEARCH, self.unanswered.pk),
                **dict.fromkeys(OF_FEEDBACK, self.feedback.pk),
                **dict.fromkeys(OF_A_REVIEW, self.decision.item.review.pk),
                **dict.fromkeys(OF_A_CLOSED_CONTACT, self.closed_contact.pk),
            }.get(route, self.row_of(route).pk),
        }
        asked = parameters_of(route)
        with override("sv"):
            return reverse(
                route,
                kwargs={name: parts[name] for name in asked},
                query={"q": "Tensta"} if route in SEARCHES else None,
            )


def texts_beside(text: ArticleText, writer: User) -> dict[str, ArticleText]:
    """Give the article texts in every state beside its published one."""
    written = {"article": text.article, "written_by": writer}
    return {
        "replaced": ArticleTextFactory(state="replaced", version=1, **written),
        "in review": ArticleTextFactory(state="in_review", version=3, **written),
        "out of date": ArticleTextFactory(language="fi", source_version=1, **written),
        "draft": ArticleTextFactory(language="ar", state="draft", source_version=1, **written),
    }


@dataclass
class City:
    places: dict[str, Place]
    sessions: dict[str, str]  # of those who are signed in

    def ask(self, person: str, method: str, address: str) -> str:
        """Answer what the person gets: the status, or `sign-in`."""
        client = Client()
        if person in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[person]
        response = client.generic(method, address, "of=no+use", FORM)
        is_led_to_sign_in = response.get("Location", "").startswith(reverse("account_login"))
        return "sign-in" if is_led_to_sign_in else str(response.status_code)


def build_people(here: Unit, there: Unit) -> dict[str, User]:
    staff, admin = DistrictRole.STAFF, DistrictRole.ADMIN
    people = {role: UserFactory(roles=[role]) for role in Role}
    for name, works in {
        "staff": {here: staff},
        "admin": {here: admin},
        "staff_there": {there: staff},
        "admin_there": {there: admin},
        "admin_here_staff_there": {here: admin, there: staff},
        "staff_here_admin_there": {here: staff, there: admin},
    }.items():
        people[name] = UserFactory()
        for unit, role in works.items():
            MembershipFactory(user=people[name], unit=unit, role=role)
    return people | {"disabled": UserFactory(roles=list(Role))}


def session_of(person: User) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture(scope="module")
def city(django_db_setup, django_db_blocker) -> Iterator[City]:
    """Built once for all lines of the table; every request is rolled back, and in the end all of it."""
    with django_db_blocker.unblock(), transaction.atomic():
        here, there = UnitFactory(), UnitFactory()
        people = build_people(here, there)
        sessions = {name: session_of(person) for name, person in people.items()}
        User.objects.filter(pk=people["disabled"].pk).update(is_active=False)
        place = partial(Place.built, by=people["admin"])
        places = {"here": place(here.district), "city": place(None)}
        places["here"].give_to(people["agent"])
        yield City(places, sessions)
        transaction.set_rollback(True)


def named_routes(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, set[str]]]:
    """Every route by its whole name, with the parameters of its own part of the address."""
    for entry in resolver.url_patterns:
        parameters = set(entry.pattern.regex.groupindex)
        if isinstance(entry, URLResolver):
            inside = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from ((name, parameters | more) for name, more in named_routes(entry, inside))
        else:
            yield f"{namespace}{entry.name}", parameters


def parameters_of(route: str) -> set[str]:
    return dict(named_routes(get_resolver()))[route]


def rows_changed() -> int:
    """Count what this transaction has written so far, beside sessions and the trail of what was tried."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables"
            " WHERE relname <> 'django_session' AND relname NOT LIKE 'audit_%'"
        )
        (count,) = cursor.fetchone()
    return int(count)


@contextmanager
def undone() -> Iterator[None]:
    savepoint = transaction.savepoint()
    yield
    transaction.savepoint_rollback(savepoint)


def expected(row: Row, person: str, method: str) -> set[str]:
    """Who is not let in may be told so before or after being told that there is no such method."""
    more = MORE_METHODS.get((row.route, method), "405")
    offered = set({"GET": row.get, "POST": row.post}.get(method, more).split("|"))
    if person in GROUPS[row.let_in]:
        return offered
    if person in NOBODY:
        refusal = "401" if row.route.startswith("api:") else "sign-in"
    else:
        refusal = "404" if person in GROUPS[row.hidden_from] else "403"
    return {refusal} | (offered & {"405"})


def test_every_url_stands_in_the_table():
    assert {row.route for row in ROWS} == {name for name, _ in named_routes(get_resolver())}


def test_no_line_stands_twice():
    assert len({(row.route, row.of) for row in ROWS}) == len(ROWS)


@pytest.fixture
def clock() -> None:
    """Without a tick, /readyz would say that the house is not ready."""
    schedule.tick()


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.route}-{row.of}")
def test_everybody_gets_what_the_table_says(city, row, method):
    address = city.places["city" if row.of == "city" else "here"].address(row.route)
    let_in, before = GROUPS[row.let_in], rows_changed()

    got = {person: city.ask(person, method, address) for person in PEOPLE - let_in}
    changed_by_refused = rows_changed() - before
    for person in let_in:
        with undone():
            got[person] = city.ask(person, method, address)
    changed_by_reading = rows_changed() - before if method == "GET" else 0

    surprises = {
        person: answer
        for person, answer in got.items()
        if answer not in expected(row, person, method)
    }
    assert not surprises, f"{address}: {surprises}"
    assert (changed_by_refused, changed_by_reading) == (0, 0)
