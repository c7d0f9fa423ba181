"""Callbacks for other programs of staff: the same acts as on the pages, with the same permissions and the same log."""

from typing import Any, cast

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from cases import callback_cards, callback_refusals, callbacks
from cases.callback_serializers import (
    AskedCallbacksSerializer,
    CallbackSerializer,
    ClaimSerializer,
    HeldCallbackSerializer,
    OutcomeSerializer,
)
from cases.models import Contact
from contactcenter.accounts.models import User
from contactcenter.database import now
from contactcenter.rest import Conflict, CursorPagination, RuleBroken
from telephony.models import Attempt, Callback
from telephony.models.callbacks import CallbackQuerySet

VIEW = "telephony.view_callbacks"
ANSWER = "telephony.answer"


class InOrder(CursorPagination):
    """In the order in which they are rung."""

    def get_ordering(self, request: Request, queryset: Any, view: Any) -> tuple[str, ...]:
        return ("priority", "place_at", "pk")


class CallbackView(GenericAPIView[Any]):
    """What the views of callbacks have in common."""

    permission = VIEW
    permission_to_change = ANSWER
    queryset = Callback.objects.select_related("queue", "service", "district", "offered_to")

    @property
    def agent(self) -> User:
        """Whoever asks: the permission has let nobody else in."""
        return cast(User, self.request.user)

    def callback(self) -> Callback:
        rows = cast(CallbackQuerySet, self.get_queryset())
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def asked(self, request: Request) -> dict[str, Any]:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        values: dict[str, Any] = serializer.validated_data
        return values

    def held(self, callback: Callback, contact: Contact | None) -> Response:
        """Answer with the callback as it stands now; its number only to whoever rings it."""
        card = callback_cards.of_callback(callback.pk, agent=self.agent)
        told = {
            "callback": card.callback,
            "attempts": card.attempts,
            "contact": contact,
            "e164": card.e164,
            "pass_phrase": card.pass_phrase,
        }
        return Response(HeldCallbackSerializer(told).data)

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, callback_refusals.REFUSALS):
            status, sentence = callback_refusals.answer(exc)
            kind = Conflict if status == callback_refusals.FASTER else RuleBroken
            exc = kind(sentence)
        return super().handle_exception(exc)


class CallbackList(CallbackView):
    """What is promised and not done, in the order in which it is rung."""

    serializer_class = CallbackSerializer
    pagination_class = InOrder

    @extend_schema(
        operation_id="callbacks",
        parameters=[AskedCallbacksSerializer],
        responses=CallbackSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        asked = AskedCallbacksSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        rows = self.paginate_queryset(self._found(asked.validated_data))
        return self.get_paginated_response(CallbackSerializer(rows, many=True).data)

    def _found(self, asked: dict[str, Any]) -> CallbackQuerySet:
        fields = {"queue": "queue__slug"}
        found = cast(CallbackQuerySet, self.get_queryset()).live()
        return found.filter(**{fields.get(name, name): value for name, value in asked.items()})


class ClaimCallback(CallbackView):
    """Take what waits, or accept what is offered: the contact opens with it, and the number is in the answer."""

    serializer_class = ClaimSerializer

    @extend_schema(operation_id="callback_claim", responses=HeldCallbackSerializer)
    def post(self, request: Request, pk: int) -> Response:
        callback, token = self.callback(), self.asked(request).get("token")
        contact = callbacks.take(callback, token, agent=self.agent, at=now())
        return self.held(callback, contact)


class DialCallback(CallbackView):
    """Ring: whether that may be done now is checked once more. Without a switch that dials, the program does."""

    serializer_class = None

    @extend_schema(operation_id="callback_dial", request=None, responses=HeldCallbackSerializer)
    def post(self, request: Request, pk: int) -> Response:
        callback = self.callback()
        mine = Contact.objects.still_open().of_agent(self.agent)
        contact = get_object_or_404(mine, callback=callback)
        callbacks.ring(callback, contact, agent=self.agent, at=now())
        return self.held(callback, contact)


class ReportOutcome(CallbackView):
    """Say what came of the call."""

    serializer_class = OutcomeSerializer

    @extend_schema(
        operation_id="callback_outcome",
        responses=HeldCallbackSerializer,
        examples=[OpenApiExample("Nobody answered", {"outcome": "no_answer"}, request_only=True)],
    )
    def post(self, request: Request, pk: int) -> Response:
        callback, outcome = self.callback(), Attempt.Outcome(self.asked(request)["outcome"])
        attempts = callback.attempts.filter(agent=self.agent).order_by("-number")
        attempt = get_object_or_404(attempts[:1])
        contact = callbacks.open_contact(callback, agent=self.agent)
        callbacks.report(contact, attempt, outcome, agent=self.agent, at=now())
        return self.held(callback, callbacks.open_contact(callback, agent=self.agent))


class ReleaseCallback(CallbackView):
    """Give it back to its place before it is rung."""

    serializer_class = None

    @extend_schema(operation_id="callback_release", request=None, responses=HeldCallbackSerializer)
    def post(self, request: Request, pk: int) -> Response:
        callback = self.callback()
        contact = callbacks.open_contact(callback, agent=self.agent)
        callbacks.give_back(callback, contact, agent=self.agent, at=now())
        return self.held(callback, callbacks.open_contact(callback, agent=self.agent))
