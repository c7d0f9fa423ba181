"""Finding people in the list."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from contactcenter.accounts.models import User, UserQuerySet
from contactcenter.accounts.roles import DistrictRole, Role
from districts import memberships
from districts.models import Membership

ALL = _("All")


class FilterForm(forms.Form):
    mark_optional = False


class PeopleFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Name or e-mail"), method="named")
    role = django_filters.ChoiceFilter(
        label=_("Role"),
        empty_label=ALL,
        choices=[*Role.choices, *DistrictRole.choices],
        method="with_role",
    )
    district = django_filters.ModelChoiceFilter(
        label=_("District"),
        empty_label=ALL,
        queryset=lambda request: memberships.districts_managed_by(request.user).today(),
        method="in_district",
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), empty_label=ALL, choices=User.State, method="in_state"
    )

    class Meta:
        model = User
        fields: list[str] = []
        form = FilterForm

    def named(self, people: UserQuerySet, name: str, text: str) -> UserQuerySet:
        return people.named(text)

    def with_role(self, people: UserQuerySet, name: str, role: str) -> UserQuerySet:
        if role in Role:
            return people.filter(roles__contains=[role])
        return people.filter(pk__in=Membership.objects.filter(role=role).values("user"))

    def in_district(self, people: UserQuerySet, name: str, district: Any) -> UserQuerySet:
        return people.filter(
            pk__in=Membership.objects.filter(unit__district=district).values("user")
        )

    def in_state(self, people: UserQuerySet, name: str, state: str) -> QuerySet[User]:
        return people.in_state(User.State(state))
