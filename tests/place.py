"""The rows that an address may be about, so that every URL can be asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.db import models
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone
from django.utils.translation import override

from cases.models import Contact, LookUpAlert, LookUpRelease, NewsItem
from contactcenter.accounts import invitations
from contactcenter.accounts.models import User
from contactcenter.log_review.models import Decision, Review, ReviewItem
from contactcenter.messages.models import Message
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
from telephony import menus, pop_tokens
from telephony.menu_content import START
from telephony.models import Call, Callback, IvrMenu
from tests.factories import (
    ArticleTextFactory,
    CallbackFactory,
    CallFactory,
    ContactFactory,
    DecisionFactory,
    FeedbackFactory,
    GlossaryTermFactory,
    GuideVersionFactory,
    LookUpAlertFactory,
    MembershipFactory,
    MessageFactory,
    NewsItemFactory,
    NormYearFactory,
    PhoneLineFactory,
    PictureFactory,
    QuestionFactory,
    QueueMemberFactory,
    SynonymGroupFactory,
    UnansweredSearchFactory,
    UnitFactory,
    UserFactory,
)

A_FILE = b'{"texts": [{"slug": "nowhere", "language": "sv"}]}'
WEEK = Week(date(2026, 1, 1), ((Interval(8 * 60, 16 * 60),),) * 5 + ((),) * 2)

# Which row of a place a route is about, where it is not the person or the open contact.
ABOUT: dict[str, set[str]] = {
    "closure": {"district:open-again"},
    "toll_free": {"district:change-toll-free"},
    "membership": {"people:take-membership"},
    "item": {"audit:decide"},
    "review": {"audit:review", "audit:sign", "audit:report", "audit:copy-review"},
    "release": {"look-ups:release", "look-ups:refuse"},
    "alert": {"look-ups:see-alert"},
    "own_contact": {
        *(f"look-ups:{step}" for step in ["start", "begin", "confirm", "give-up"]),
        *("look-ups:partner", "look-ups:find"),
        *(f"api:{step}" for step in ["begin-identity", "confirm-identity", "ask-partner"]),
        "api:look-ups",
    },
    "closed_contact": {
        *("contacts:read", "contacts:correct", "contacts:reopen"),
        "api:reopen-contact",
    },
    "callback": {
        *(f"queues:{act}" for act in ["callback", "give", "prioritise", "withdraw", "settle"]),
        *(f"queues:{act}" for act in ["put-back", "tick-off", "ring-again"]),
        *(f"desk-callbacks:{act}" for act in ["callback", "take", "decline", "dial", "outcome"]),
        *(f"desk-callbacks:{act}" for act in ["unknown", "number", "put-back", "move", "cancel"]),
        *(f"api:{act}-callback" for act in ["claim", "dial", "release", "report"]),
    },
    "news": {"news:item", "news:mark-read", "news:change", "news:end", "news:readers"},
    "norm": {
        *("editor:norm-version", "editor:try-norm", "editor:publish-norm"),
        "editor:decline-norm",
    },
    "draft": {
        *("editor:write-text", "editor:keep-text"),
        *("editor:submit-text", "editor:discard-text"),
    },
    "text_in_review": {
        *("editor:text", "editor:preview-text", "editor:publish-text"),
        *("editor:give-back-text", "editor:take-back-text"),
    },
    "text_out_of_date": {"editor:still-right", "editor:native-reader"},
    "text_replaced": {"editor:restore-text"},
    "handed_in": {"editor:import", "editor:take-in", "editor:drop-import"},
    "word": {"editor:change-word", "editor:remove-word"},
    "synonyms": {"editor:change-synonyms", "editor:remove-synonyms"},
    "unanswered": {"editor:answer-search", "editor:dismiss-search"},
    "guide": {
        *("editor:guide-version", "editor:guide-file"),
        *("editor:preview-guide", "editor:begin-guide"),
    },
    "menu_draft": {
        *(f"queues:{part}-menu" for part in ["hear", "write", "remove", "publish", "discard"]),
        *(f"queues:menu-{part}" for part in ["version", "beginning", "texts"]),
    },
    "guide_draft": {
        *("editor:write-guide", "editor:guide-texts"),
        *("editor:publish-guide", "editor:discard-guide"),
    },
    "picture": {"editor:picture", "editor:remove-picture"},
    "message": {"outbox:send-again", "outbox:leave"},
    "feedback": {"editor:feedback-item", "editor:reopen-feedback"},
}
ABOUT_A_LINE = {"districts:line", "districts:line-calendar", "api:line-phone-hours"}
ABOUT_AN_ARTICLE = {
    *("faq:article", "faq:feedback", "faq:feedback-sent", "articles:flag", "articles:article"),
    *("editor:article", "editor:article-settings", "editor:article-reviewed"),
    *("editor:withdraw-article", "editor:begin-text", "editor:history"),
}
ABOUT_A_QUEUE = {
    *(f"queues:{page}" for page in ["queue", "change", "retire", "take-up", "members"]),
    *(f"queues:{page}" for page in ["remove-member", "slots", "reckon-again", "close"]),
}
ABOUT_A_CONTACT = ("contacts:", "api:", "desk-callbacks:book-beside")  # beginnings of routes
ABOUT_AN_ASKED_CALLBACK = ("callbacks:", "api:asked-callback", "api:confirm-asked-callback")
SEARCHES = {"api:find"}
POPS = {"pop"}


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
    callback: Callback  # that waits to be rung, in a queue that `person` answers
    menu_draft: IvrMenu  # there is one for all places
    release: LookUpRelease
    alert: LookUpAlert
    news: NewsItem
    message: Message  # of which nobody knows whether it went out
    norm: NormYear  # proposed for a year that has one
    text: ArticleText  # published, in Swedish
    text_replaced: ArticleText  # of the same article, as the next three
    text_in_review: ArticleText
    text_out_of_date: ArticleText
    draft: ArticleText
    handed_in: ArticleImport
    feedback: Feedback
    word: GlossaryTerm
    picture: Picture
    synonyms: SynonymGroup
    unanswered: UnansweredSearch
    guide: GuideVersion  # published, under the area's name
    guide_draft: GuideVersion
    call: Call
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
            callback=QueueMemberFactory(
                user=person,
                queue=CallbackFactory(asked_at=now - a_day, number_hash=uuid4().hex).queue,
            ).queue.callbacks.get(),
            menu_draft=menu_draft(by),
            release=LookUpRelease.objects.create(agent=person, span="hour", asked_at=now),
            alert=LookUpAlertFactory(),
            news=NewsItemFactory(author=by, starts_at=now - a_day),
            message=MessageFactory(state=Message.State.UNKNOWN),
            norm=proposed_norm(by),
            text=text,
            **texts_beside(text, by),
            handed_in=imports.keep("a.json", A_FILE, by=by, at=now),
            feedback=FeedbackFactory(),
            word=GlossaryTermFactory(),
            picture=PictureFactory(),
            synonyms=SynonymGroupFactory(),
            unanswered=UnansweredSearchFactory(),
            guide=GuideVersionFactory(slug=slug),
            guide_draft=GuideVersionFactory(slug=slug, number=2, state="draft", written_by=by),
            call=CallFactory(),
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
        if route in ABOUT_A_QUEUE:
            return self.callback.queue.slug
        return self.line.slug if route in ABOUT_A_LINE else self.area

    def code_for(self, route: str) -> str:
        if route.startswith(ABOUT_AN_ASKED_CALLBACK):
            return self.callback.code
        return START if route.startswith("queues:") else self.text.article.topic.code

    @property
    def item(self) -> ReviewItem:
        return self.decision.item

    @property
    def review(self) -> Review:
        return self.item.review

    def row_of(self, route: str) -> models.Model:
        for name, routes in ABOUT.items():
            if route in routes:
                row: models.Model = getattr(self, name)
                return row
        return self.open_contact if route.startswith(ABOUT_A_CONTACT) else self.person

    def address(self, route: str) -> str:
        """Fill what the route asks for with this place's rows."""
        parts = {
            "slug": self.slug_for(route),
            "digest": self.picture.digest,
            "code": self.code_for(route),
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
            "driver": "simulated",
            "uidb36": "1",
            "key": "set-password",
            "pk": self.row_of(route).pk,
        }
        asked = parameters_of(route)
        with override("sv"):
            return reverse(
                route,
                kwargs={name: parts[name] for name in asked},
                query=self.query_of(route),
            )

    def query_of(self, route: str) -> dict[str, str] | None:
        if route in POPS:
            return {"call": pop_tokens.issue(self.call, "ringing", at=timezone.now())}
        return {"q": "Tensta"} if route in SEARCHES else None


def menu_draft(by: User) -> IvrMenu:
    """Answer the one draft of the phone menu, which reads like the published one where there is one."""
    like = IvrMenu.objects.published().first()
    return IvrMenu.objects.drafts().first() or menus.begin(like, by=by, at=timezone.now())


def texts_beside(text: ArticleText, writer: User) -> dict[str, ArticleText]:
    """Give the article texts in every state beside its published one."""
    written = {"article": text.article, "written_by": writer}
    return {
        "text_replaced": ArticleTextFactory(state="replaced", version=1, **written),
        "text_in_review": ArticleTextFactory(state="in_review", version=3, **written),
        "text_out_of_date": ArticleTextFactory(language="fi", source_version=1, **written),
        "draft": ArticleTextFactory(language="ar", state="draft", source_version=1, **written),
    }


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
