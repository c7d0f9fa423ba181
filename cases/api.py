"""Contacts for other programs of staff: the same acts as on the pages, with the same permissions and the same log.

Notes are in the answers while a contact is open. What was written in a closed one takes a purpose, so it is on its page only.
"""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any, cast

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import exceptions, status
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from cases import contacts, corrections, drafts, past_contacts, reopening, training
from cases.forms.contacts import plain
from cases.models import Contact, Outcome, Question
from cases.models.contacts import ContactQuerySet
from cases.past_contacts import Sought
from cases.serializers import (
    AskedContactsSerializer,
    ChangeContactSerializer,
    ChangeQuestionSerializer,
    ContactSerializer,
    QuestionSerializer,
    QuestionValuesSerializer,
    ReopenSerializer,
    StartSerializer,
)
from cases.views.contacts import visit
from contactcenter.accounts.models import User
from contactcenter.database import now
from contactcenter.rest import Conflict, CursorPagination, RuleBroken
from districts.models import District
from knowledge.models import Topic

VIEW = "cases.view_contacts"
TAKE = "cases.take_contacts"

LISTS: dict[str, Any] = {
    "topic": Topic.objects,
    "district": District.objects,
    "outcome": Outcome.objects,
}

# Which acts refuse, and how that is told.
CHANGED = _("Somebody else changed it. Both versions are in the answer, nothing was saved.")
REFUSALS: dict[type[Exception], tuple[Callable[[Any], exceptions.APIException], Any]] = {
    contacts.Closed: (Conflict, _("The contact was closed before.")),
    corrections.ChangedMeanwhile: (Conflict, _("Somebody else changed it. Ask for it again.")),
    reopening.AlreadyOpen: (Conflict, _("The contact was open already.")),
    reopening.TooLate: (RuleBroken, _("It was closed too long ago. Start a new contact.")),
    contacts.LastQuestion: (RuleBroken, _("A contact has at least one question.")),
}


class ContactView(GenericAPIView[Any]):
    """What the views of a contact have in common."""

    permission = VIEW
    permission_to_change = TAKE
    queryset = Contact.objects.all()

    @property
    def agent(self) -> User:
        """Whoever asks: the permission has let nobody else in."""
        return cast(User, self.request.user)

    def asked(self, request: Request) -> dict[str, Any]:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        values: dict[str, Any] = serializer.validated_data
        return values

    def contact(self) -> Contact:
        """Find the contact. Coming into a colleague's open one is recorded, as on its page."""
        found = get_object_or_404(Contact.objects.select_related("agent"), pk=self.kwargs["pk"])
        if found.is_open:
            if not self.agent.has_perm(TAKE):
                raise exceptions.PermissionDenied
            visit(found, self.agent)
        return found

    def question(self, contact: Contact) -> Question:
        return get_object_or_404(
            contact.questions.select_related("contact"), number=self.kwargs["number"]
        )

    def answer(self, contact: Contact, *, status: int = status.HTTP_200_OK) -> Response:
        """Answer with the contact as it stands now, with notes while it is open."""
        whole = _whole(contact.is_open).get(pk=contact.pk)
        context = {"shows_notes": whole.is_open}
        return Response(ContactSerializer(whole, context=context).data, status=status)

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, contacts.CannotClose):
            exc = RuleBroken(str(exc))
        elif refusal := REFUSALS.get(type(exc)):
            kind, sentence = refusal
            exc = kind(str(sentence))
        return super().handle_exception(exc)


def _whole(with_notes: bool) -> ContactQuerySet:
    if with_notes:
        related = ("questions__topic", "questions__district", "questions__outcome")
        return Contact.objects.select_related("agent").prefetch_related(*related)
    return past_contacts.with_questions(Contact.objects.all())


def change(contact: Contact, number: int | None, asked: dict[str, Any], *, by: User) -> None:
    """Change a contact, or one of its questions, where it still holds what the writer began from; all of it, or none."""
    base = asked.pop("base")
    if contact.is_open:
        _save(contact, number, asked, base, by=by)
    else:
        _correct(contact, number, asked, base, by=by)


def _save(contact: Contact, number: int | None, values: Any, base: Any, *, by: User) -> None:
    fields = drafts.CONTACT_FIELDS if number is None else drafts.QUESTION_FIELDS
    _refuse_others(values, fields)
    changes = [
        drafts.Change(number, name, plain(value), (plain(base[name]),))
        for name, value in values.items()
    ]
    with transaction.atomic():
        saved = drafts.save(contact, changes, agent=by, at=now())
        _refuse_conflicts(
            {
                each.change.field: (values[each.change.field], each.stored)
                for each in saved
                if each.is_conflict
            }
        )


def _correct(contact: Contact, number: int | None, values: Any, base: Any, *, by: User) -> None:
    fields = corrections.CONTACT_FIELDS if number is None else corrections.QUESTION_FIELDS
    _refuse_others(values, fields)
    stored = corrections.facts_of(contact)
    _refuse_conflicts(
        {
            name: (value, stored[number, name])
            for name, value in values.items()
            if stored[number, name] not in (base[name], value)
        }
    )
    facts = {(number, name): value for name, value in values.items()}
    revision = contact.revision
    corrections.correct(contact, facts, revision=revision, by=by, at=now())


def _refuse_others(values: dict[str, Any], fields: tuple[str, ...]) -> None:
    others = set(values) - set(fields)
    if others:
        sentence = _("This cannot be changed now: it depends on whether the contact is open.")
        raise exceptions.ValidationError({name: [sentence] for name in sorted(others)})


def _refuse_conflicts(conflicts: dict[str, tuple[Any, Any]]) -> None:
    if conflicts:
        raise Conflict(
            str(CHANGED),
            versions=[
                {"field": name, "yours": _code(name, yours), "stored": _code(name, stored)}
                for name, (yours, stored) in conflicts.items()
            ],
        )


def _code(field: str, value: Any) -> Any:
    """Write a value as the API takes it; what an open contact stored in a list's field comes as the row's number."""
    if field in LISTS and isinstance(value, int):
        value = LISTS[field].get(pk=value)
    return corrections.code_of(value)


class Listed(CursorPagination):
    """Closed contacts newest first, open ones in the order in which they were started."""

    def get_ordering(self, request: Request, queryset: Any, view: Any) -> tuple[str, str]:
        ordering: tuple[str, str] = view.ordering
        return ordering


class ContactList(ContactView):
    """The person's own open contacts, or closed ones of everybody, without notes."""

    serializer_class = StartSerializer
    pagination_class = Listed
    ordering = ("opened_at", "pk")

    @extend_schema(
        operation_id="contacts",
        parameters=[AskedContactsSerializer],
        responses=ContactSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        asked = AskedContactsSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        found = self._found(asked.validated_data)
        rows = self.paginate_queryset(past_contacts.with_questions(found))
        context = {"shows_notes": False}
        return self.get_paginated_response(ContactSerializer(rows, many=True, context=context).data)

    def _found(self, asked: dict[str, Any]) -> ContactQuerySet:
        if asked.pop("state") == "open":
            return Contact.objects.still_open().of_agent(self.agent)
        self.ordering = ("-closed_at", "-pk")
        start, end = (
            timezone.make_aware(datetime.combine(day, time.min))
            for day in (asked.pop("since"), asked.pop("until") + timedelta(days=1))
        )
        return past_contacts.find(Sought(start=start, end=end, **asked))

    @extend_schema(
        operation_id="contact_start",
        responses={201: ContactSerializer},
        examples=[OpenApiExample("A phone call", {"channel": "phone"}, request_only=True)],
    )
    def post(self, request: Request) -> Response:
        contact = contacts.start(
            Contact.Channel(self.asked(request)["channel"]),
            agent=self.agent,
            at=now(),
            is_training=training.is_on(request),
        )
        return self.answer(contact, status=status.HTTP_201_CREATED)


class ContactDetail(ContactView):
    """One contact: its fields are saved while it is open, and corrected, with what stood there kept, when it is closed."""

    permission_to_change = VIEW  # who leads corrects; `contact` asks for more while it is open
    serializer_class = ChangeContactSerializer

    @extend_schema(operation_id="contact", responses=ContactSerializer)
    def get(self, request: Request, pk: int) -> Response:
        return self.answer(self.contact())

    @extend_schema(
        operation_id="contact_change",
        responses=ContactSerializer,
        examples=[
            OpenApiExample(
                "Another language",
                {"language": "ar", "base": {"language": "sv"}},
                request_only=True,
            )
        ],
    )
    def patch(self, request: Request, pk: int) -> Response:
        contact = self.contact()
        change(contact, None, self.asked(request), by=self.agent)
        contact.refresh_from_db()
        return self.answer(contact)


class CloseContact(ContactView):
    """Close the contact. Every question has an outcome, and no second version waits for a choice."""

    serializer_class = None

    @extend_schema(operation_id="contact_close", request=None, responses=ContactSerializer)
    def post(self, request: Request, pk: int) -> Response:
        contact = self.contact()
        contacts.close(contact, agent=self.agent, at=now())
        return self.answer(contact)


class ReopenContact(ContactView):
    """Open a closed contact again, as one's own. The reason is written in the log."""

    serializer_class = ReopenSerializer

    @extend_schema(
        operation_id="contact_reopen",
        responses=ContactSerializer,
        examples=[OpenApiExample("They rang again", {"reason": "returned"}, request_only=True)],
    )
    def post(self, request: Request, pk: int) -> Response:
        contact, asked = self.contact(), self.asked(request)
        reopening.reopen(contact, reason=asked["reason"], agent=self.agent, at=now())
        return self.answer(contact)


class QuestionList(ContactView):
    """The questions of a contact, all on one page."""

    serializer_class = QuestionValuesSerializer

    @extend_schema(operation_id="questions", responses=QuestionSerializer(many=True))
    def get(self, request: Request, pk: int) -> Response:
        return Response(self.answer(self.contact()).data["questions"])

    @extend_schema(
        operation_id="question_add",
        responses={201: QuestionSerializer},
        examples=[
            OpenApiExample(
                "Where to turn",
                {"topic": "ekonomiskt-bistand", "district": "jarva"},
                request_only=True,
            )
        ],
    )
    @transaction.atomic
    def post(self, request: Request, pk: int) -> Response:
        contact, values = self.contact(), self.asked(request)
        question = contacts.add_question(contact, at=now())
        empty = {name: "" if name in drafts.FREE_TEXT else None for name in values}
        change(contact, question.number, values | {"base": empty}, by=self.agent)
        question.refresh_from_db()
        return Response(QuestionSerializer(question).data, status=status.HTTP_201_CREATED)


class QuestionDetail(ContactView):
    """One question, by its number within the contact."""

    permission_to_change = VIEW  # as ContactDetail
    serializer_class = ChangeQuestionSerializer

    @extend_schema(
        operation_id="question_change",
        responses=QuestionSerializer,
        examples=[
            OpenApiExample(
                "How it ended",
                {"outcome": "answered", "base": {"outcome": None}},
                request_only=True,
            )
        ],
    )
    def patch(self, request: Request, pk: int, number: int) -> Response:
        contact = self.contact()
        question = self.question(contact)
        change(contact, number, self.asked(request), by=self.agent)
        question.refresh_from_db()
        context = {"shows_notes": contact.is_open}
        return Response(QuestionSerializer(question, context=context).data)

    @extend_schema(operation_id="question_remove", responses={204: None})
    def delete(self, request: Request, pk: int, number: int) -> Response:
        question = self.question(self.contact())
        contacts.remove_question(question, agent=self.agent, at=now())
        return Response(status=status.HTTP_204_NO_CONTENT)
