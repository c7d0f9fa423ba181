"""The public API for callbacks: the same acts as on the pages, within the same limits, and the same answers.

Whether a number is known is never told. `GET` and `DELETE` take the code that the request was answered with.
"""

from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, status
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from contactcenter.accounts.access import PUBLIC
from contactcenter.public_forms import sender_of
from contactcenter.rest import Conflict, RuleBroken
from districts.models import District
from telephony import bookings, changes, choice_of_queue, numbers, promises, slots
from telephony.bookings import Booking
from telephony.choice_of_queue import NoQueue
from telephony.models import Callback, Queue, Slot
from telephony.public import asking, finding, limits
from telephony.public import status as shown
from telephony.public.serializers import (
    AskedCallbackSerializer,
    AskedTimesSerializer,
    AskSerializer,
    DigitsSerializer,
    TimesSerializer,
)

# Which acts refuse, and how that is told.
REFUSALS: dict[type[Exception], tuple[type[exceptions.APIException], Any]] = {
    slots.Full: (Conflict, _("That half hour is full. Ask for the times again.")),
    changes.NotNow: (Conflict, _("It is under way or done: nothing can be changed any more.")),
    bookings.NoLongerAsked: (Conflict, _("The half hour to confirm it is over. Ask again.")),
    numbers.WrongCode: (
        RuleBroken,
        _("Those are not the digits that we sent, or they are too old."),
    ),
    promises.CannotPromise: (
        RuleBroken,
        _("We cannot promise to ring soon. Choose a half hour."),
    ),
    NoQueue: (RuleBroken, _("We cannot ring you about this")),
}


class CallbackView(GenericAPIView[Any]):
    """Never looks at a session."""

    permission = PUBLIC
    authentication_classes = []

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.at: datetime = timezone.now()
        self.sender = sender_of(request)

    def values(self, data: Any) -> dict[str, Any]:
        serializer = self.get_serializer(data=data)
        serializer.is_valid(raise_exception=True)
        values: dict[str, Any] = serializer.validated_data
        return values

    def callback(self) -> Callback:
        found = finding.find(self.kwargs["code"], sender=self.sender, at=self.at)
        if found is None:
            raise Http404
        return found

    def answer(self, callback: Callback, *, status: int = status.HTTP_200_OK) -> Response:
        of_now = shown.of(callback, at=self.at)
        return Response(AskedCallbackSerializer(of_now).data, status=status)

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, limits.TooMany):
            exc = exceptions.Throttled(wait=limits.AN_HOUR.seconds)
        elif isinstance(exc, numbers.NumberRefused):
            exc = RuleBroken(str(exc))
        else:
            exc = refusal_of(exc) or exc
        return super().handle_exception(exc)


def refusal_of(exc: Exception) -> exceptions.APIException | None:
    for kind, (error, sentence) in REFUSALS.items():
        if isinstance(exc, kind):
            return error(str(sentence))
    return None


class AskForCallback(CallbackView):
    """Ask to be rung back. A mobile number has to be confirmed with the digits that an SMS takes there."""

    serializer_class = AskSerializer

    @extend_schema(operation_id="ask_for_callback", responses={201: AskedCallbackSerializer})
    def post(self, request: Request) -> Response:
        values = self.values(request.data)
        limits.count(limits.ASKED_BY_PROGRAM_FROM_ONE_ADDRESS, self.sender, at=self.at)
        callback = asking.ask(booking(values, at=self.at), sender=self.sender, at=self.at)
        return self.answer(callback, status=status.HTTP_201_CREATED)


class CallbackTimes(CallbackView):
    """When we could ring about a service, for somebody who lives in a district."""

    serializer_class = AskedTimesSerializer

    @extend_schema(
        operation_id="callback_times",
        parameters=[AskedTimesSerializer],
        responses={200: TimesSerializer},
    )
    def get(self, request: Request) -> Response:
        asked = self.values(request.query_params)
        queue = choice_of_queue.for_service(asked["service"], asked["district"], at=self.at)
        times = {
            "soon": soon(queue, asked["district"], at=self.at),
            "half_hours": slots.free_ones(queue, at=self.at),
        }
        return Response(TimesSerializer(times).data)


class AskedCallback(CallbackView):
    """A callback by its code: how it stands; and that it is not wanted any more."""

    serializer_class = AskedCallbackSerializer

    @extend_schema(operation_id="asked_callback")
    def get(self, request: Request, code: str) -> Response:
        return self.answer(self.callback())

    @extend_schema(operation_id="cancel_asked_callback", responses={204: None})
    def delete(self, request: Request, code: str) -> Response:
        changes.cancel(self.callback(), by=None, at=self.at)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ConfirmAsked(CallbackView):
    """Confirm the number with the digits that the SMS took there. Answers the callback that the number has."""

    serializer_class = DigitsSerializer

    @extend_schema(operation_id="confirm_asked_callback", responses={200: AskedCallbackSerializer})
    def post(self, request: Request, code: str) -> Response:
        digits = self.values(request.data)["digits"]
        return self.answer(bookings.confirm(self.callback(), digits, at=self.at))


def booking(values: dict[str, Any], *, at: datetime) -> Booking:
    """Answer what is asked for; a half hour of another queue is as good as full."""
    queue = choice_of_queue.for_service(values["service"], values["district"], at=at)
    slot: Slot | None = values["half_hour"]
    if slot and slot.queue_id != queue.pk:
        raise slots.Full(slots.free_ones(queue, at=at))
    return Booking(
        queue=queue,
        number=values["number"],
        source=Callback.Source.API,
        language=values["language"],
        district=values["district"],
        slot=slot,
        not_before=None if slot else values["not_before"],
        do_not_say_who=values["do_not_say_who"],
        no_message=values["no_message"],
        wants_reminder=values["wants_reminder"] and slot is not None,
        pass_phrase=values["pass_phrase"],
    )


def soon(queue: Queue, district: District | None, *, at: datetime) -> datetime | None:
    try:
        return promises.soon(queue, district, at=at).by
    except promises.CannotPromise:
        return None
