"""Changing the second factor: allauth does it, and what was done is written down in the same transaction."""

from typing import Any

from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone

from contactcenter.accounts import tasks
from contactcenter.accounts.access import SIGNED_IN, requires
from contactcenter.audit import events


class RecordedMixin:
    """Do what the form asks, record it and tell the person."""

    change: str
    request: Any

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        person = self.request.user
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        tasks.after_commit(tasks.tell_of_change, person.pk, self.change)
        events.record(person, f"person.{self.change}", person, at=timezone.now())
        return response


class SetUpView(RecordedMixin, ActivateTOTPView):
    change = "second_factor_set_up"


class RemoveView(RecordedMixin, DeactivateTOTPView):
    change = "second_factor_removed"


class NewRecoveryCodesView(RecordedMixin, GenerateRecoveryCodesView):
    change = "recovery_codes_renewed"


set_up = requires(SIGNED_IN)(SetUpView.as_view())
remove = requires(SIGNED_IN)(RemoveView.as_view())
new_recovery_codes = requires(SIGNED_IN)(NewRecoveryCodesView.as_view())
