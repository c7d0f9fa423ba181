"""Districts, units, lines, and what was agreed with them."""

from datetime import date

import factory

from contactcenter.accounts.roles import DistrictRole
from districts.models import Agreement, District, Membership, PhoneLine, RegularWeek, Service, Unit
from tests.factories.people import UserFactory


class DistrictFactory(factory.django.DjangoModelFactory[District]):
    class Meta:
        model = District

    slug = factory.Sequence(lambda n: f"district-{n}")
    name = factory.Sequence(lambda n: f"District {n}")
    board = factory.LazyAttribute(lambda district: f"{district.name} board")
    sort_key = factory.LazyAttribute(lambda district: district.slug)


class UnitFactory(factory.django.DjangoModelFactory[Unit]):
    class Meta:
        model = Unit

    district = factory.SubFactory(DistrictFactory)
    slug = factory.Sequence(lambda n: f"unit-{n}")
    name = factory.Sequence(lambda n: f"Unit {n}")
    kind = Unit.Kind.RECEPTION
    sort_key = factory.LazyAttribute(lambda unit: unit.slug)


class PhoneLineFactory(factory.django.DjangoModelFactory[PhoneLine]):
    class Meta:
        model = PhoneLine

    unit = factory.SubFactory(UnitFactory)
    slug = factory.Sequence(lambda n: f"line-{n}")
    role = "Handlers"
    number = "08-465 004 00"
    dial = "+46846500400"
    tariff = PhoneLine.Tariff.ORDINARY


class RegularWeekFactory(factory.django.DjangoModelFactory[RegularWeek]):
    class Meta:
        model = RegularWeek

    line = factory.SubFactory(PhoneLineFactory)
    valid_from = date(2026, 1, 1)


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    unit = factory.SubFactory(UnitFactory)
    role = DistrictRole.STAFF


class ServiceFactory(factory.django.DjangoModelFactory[Service]):
    class Meta:
        model = Service
        django_get_or_create = ("code",)

    code = "income-support"
    name = "Income support"
    kind = Service.Kind.BASE


class AgreementFactory(factory.django.DjangoModelFactory[Agreement]):
    """Approved, and valid since the new year; an agent may read out who handles the case."""

    class Meta:
        model = Agreement

    district = factory.SubFactory(DistrictFactory)
    service = factory.SubFactory(ServiceFactory)
    version = 1
    approved_on = date(2025, 12, 1)
    valid_from = date(2026, 1, 1)
    readable_fields = factory.LazyFunction(lambda: [Agreement.Field.HANDLER])
