"""The steps of a look-up for other programs of staff: the same acts, in the same order, written in the same log."""

from collections.abc import Callable
from typing import Any, cast

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, status
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from cases import e_identification, handlers, identity, manual_routes
from cases.case_register import connect
from cases.e_identification import Result
from cases.identity import Identity, Method
from cases.look_up_limits import LimitReached
from cases.look_up_refusals import SENTENCES
from cases.look_up_serializers import (
    AnswerSerializer,
    AskLookUpSerializer,
    BeginIdentitySerializer,
    IdentitySerializer,
    SealedSerializer,
)
from cases.models import Contact, LookUp
from contactcenter import database
from contactcenter.accounts.models import User
from contactcenter.rest import Conflict, RuleBroken


class Unavailable(exceptions.APIException):
    """Something that the step rests on does not answer."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    default_code = "unavailable"


ERRORS: dict[type[Exception], Callable[[Any], exceptions.APIException]] = {
    identity.ContactClosed: Conflict,
    e_identification.Unavailable: Unavailable,
    handlers.NotRecorded: Unavailable,
}


class Step(GenericAPIView[Any]):
    """A step in one of the agent's own contacts; one that may not be taken is answered with the reason."""

    permission = "cases.find_handler"

    @property
    def agent(self) -> User:
        return cast(User, self.request.user)  # nobody else is let in

    def contact(self) -> Contact:
        return get_object_or_404(Contact.objects.of_agent(self.agent), pk=self.kwargs["pk"])

    def asked(self, request: Request) -> dict[str, Any]:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        values: dict[str, Any] = serializer.validated_data
        return values

    def unsealed(self, contact: Contact, sealed: str) -> Identity:
        return identity.unseal(sealed, contact=contact, agent=self.agent, at=database.now())

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, LimitReached):
            exc = exceptions.Throttled()
        elif sentence := SENTENCES.get(type(exc)):
            exc = ERRORS.get(type(exc), RuleBroken)(str(sentence))
        return super().handle_exception(exc)


class BeginIdentity(Step):
    """Begin to make sure who asks."""

    serializer_class = BeginIdentitySerializer

    @extend_schema(operation_id="identity_begin", responses={201: IdentitySerializer})
    def post(self, request: Request, pk: int) -> Response:
        contact, asked = self.contact(), self.asked(request)
        who = identity.begin(
            asked["number"],
            Method(asked["method"]),
            contact=contact,
            agent=self.agent,
            at=database.now(),
        )
        return Response(_standing(who), status=status.HTTP_201_CREATED)


class ConfirmIdentity(Step):
    """The agent has made sure. BankID is confirmed by its partner instead."""

    serializer_class = SealedSerializer

    @extend_schema(operation_id="identity_confirm", responses=IdentitySerializer)
    def post(self, request: Request, pk: int) -> Response:
        who = self.unsealed(self.contact(), self.asked(request)["sealed"])
        identity.confirm(who, at=database.now())
        return Response(_standing(who))


class AskPartner(Step):
    """How far has the person come with BankID? To be asked again every other second while it is not confirmed."""

    serializer_class = SealedSerializer

    @extend_schema(operation_id="identity_partner", responses=IdentitySerializer)
    def post(self, request: Request, pk: int) -> Response:
        who = self.unsealed(self.contact(), self.asked(request)["sealed"])
        if identity.ask_partner(who, at=database.now()) is Result.FAILED:
            raise identity.NotConfirmed
        return Response(_standing(who))


class LookUps(Step):
    """Look the person up, and answer with what may be read out."""

    serializer_class = AskLookUpSerializer

    @extend_schema(operation_id="look_up", responses=AnswerSerializer)
    def post(self, request: Request, pk: int) -> Response:
        contact, asked = self.contact(), self.asked(request)
        answer = handlers.find(
            self.unsealed(contact, asked["sealed"]),
            contact=contact,
            purpose=LookUp.Purpose(asked["purpose"]),
            agent=self.agent,
            at=database.now(),
            register=connect.register(is_training=contact.is_training),
        )
        routes = [] if answer.cases else manual_routes.of(contact, at=database.now())
        told = {
            "register_answered": answer.register_answered,
            "cases": answer.cases,
            "manual_routes": routes,
        }
        return Response(AnswerSerializer(told).data)


def _standing(who: Identity) -> dict[str, Any]:
    told = {
        "sealed": identity.seal(who),
        "check": who.check,
        "is_confirmed": who.is_confirmed,
        "holds_until": who.holds_until,
    }
    return dict(IdentitySerializer(told).data)
