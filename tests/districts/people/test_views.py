from smtplib import SMTPException

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contactcenter.accounts.models import User
from contactcenter.accounts.roles import DistrictRole, Role
from contactcenter.audit.models import AuditEvent
from districts.models import Membership
from tests.accounts.codes import give_second_factor, has_second_factor
from tests.factories import MembershipFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db

INVITATION = {
    "email": "Eva@Example.org",
    "display_name": "Eva",
    "language": "en",
    "roles": ["agent", "editor"],
}


@pytest.fixture
def boss(client) -> User:
    """An administrator, signed in. There is another one."""
    UserFactory(display_name="Other boss", roles=[Role.ADMINISTRATOR])
    person = UserFactory(display_name="Boss", roles=[Role.ADMINISTRATOR])
    client.force_login(person)
    return person


@pytest.fixture
def district_admin(client) -> Membership:
    """Administrator of one district and staff in another, signed in. Answers the first membership."""
    membership = MembershipFactory(role=DistrictRole.ADMIN, user__display_name="Local")
    MembershipFactory(user=membership.user, role=DistrictRole.STAFF)
    client.force_login(membership.user)
    return membership


def names(response) -> list[str]:
    return [person.display_name for person in response.context["page"]]


def page_of(person: User) -> str:
    return reverse("people:person", args=[person.pk])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Anna", "Boss", "Other boss", "Örjan"]),
        ("?sort=-name", ["Örjan", "Other boss", "Boss", "Anna"]),
        ("?q=ÖRJ", ["Örjan"]),
        ("?q=anna@", ["Anna"]),
        ("?role=administrator", ["Boss", "Other boss"]),
        ("?role=district_staff", ["Örjan"]),
        ("?state=disabled", ["Anna"]),
        ("?state=active&role=agent", []),
        ("?role=nonsense&sort=nonsense&page=nonsense", ["Anna", "Boss", "Other boss", "Örjan"]),
    ],
)
def test_the_list_is_searched_filtered_and_sorted(client, boss, query, found):
    UserFactory(display_name="Anna", email="anna@example.org", roles=[Role.AGENT], is_active=False)
    MembershipFactory(user__display_name="Örjan")

    assert names(client.get(f"/people/{query}")) == found


def test_the_list_is_filtered_by_district(client, boss):
    membership = MembershipFactory(user__display_name="Örjan")
    MembershipFactory(user__display_name="Anna")

    response = client.get("/people/", {"district": membership.unit.district_id})

    assert names(response) == ["Örjan"]


def test_the_list_costs_the_same_for_one_and_for_thirty(client, boss):
    client.get("/people/")  # activity is written down once
    MembershipFactory()
    with CaptureQueriesContext(connection) as for_one:
        client.get("/people/")

    MembershipFactory.create_batch(30)
    with CaptureQueriesContext(connection) as for_thirty:
        client.get("/people/")

    assert len(for_thirty) == len(for_one)


def test_somebody_is_invited(client, boss):
    response = client.post(reverse("people:invite"), INVITATION)

    person = User.objects.get(email="eva@example.org")
    assert response.headers["Location"] == page_of(person)
    assert (person.roles, person.state) == (["agent", "editor"], User.State.INVITED)
    assert mail.outbox[0].to == ["eva@example.org"]
    assert "/accounts/invitation/" in mail.outbox[0].body


def test_nobody_is_invited_twice(client, boss):
    UserFactory(email="eva@example.org")

    response = client.post(reverse("people:invite"), INVITATION)

    assert response.status_code == 422
    assert response.context["form"].errors["email"]
    assert mail.outbox == []


def test_an_invitation_stands_when_the_mail_cannot_go(client, boss, settings):
    settings.EMAIL_BACKEND = f"{__name__}.BrokenMail"

    page = client.post(reverse("people:invite"), INVITATION, follow=True)

    assert User.objects.get(email="eva@example.org").state == User.State.INVITED
    assert [message.level_tag for message in page.context["messages"]] == ["error"]


class BrokenMail:
    """A mail server that is away."""

    def __init__(self, **options: object) -> None:
        pass

    def send_messages(self, messages: object) -> int:
        raise SMTPException("away")


def test_an_invitation_is_sent_again(client, boss):
    client.post(reverse("people:invite"), INVITATION)
    person = User.objects.get(email="eva@example.org")
    earlier = person.invited_at

    client.post(reverse("people:invite-again", args=[person.pk]))

    person.refresh_from_db()
    assert len(mail.outbox) == 2
    assert person.invited_at > earlier


def test_name_and_roles_are_changed(client, boss):
    person = UserFactory(roles=[Role.AGENT])

    client.post(
        reverse("people:change", args=[person.pk]),
        {"display_name": "New name", "language": "en", "roles": ["team_lead"]},
    )

    person.refresh_from_db()
    assert (person.display_name, person.language, person.roles) == ("New name", "en", ["team_lead"])


def test_the_last_administrator_stays_and_the_form_says_why(client, boss):
    User.objects.exclude(pk=boss.pk).delete()

    response = client.post(
        reverse("people:change", args=[boss.pk]),
        {"display_name": "Boss", "language": "sv", "roles": []},
    )

    assert response.status_code == 422
    assert response.context["form"].errors["roles"]
    assert User.objects.get().roles == ["administrator"]


def test_disabling_asks_first_and_wants_a_reason(client, boss):
    person, path = UserFactory(), "people:disable"
    question = client.get(reverse(path, args=[person.pk]))
    without = client.post(reverse(path, args=[person.pk]), {"reason": ""})
    person.refresh_from_db()
    assert (question.status_code, without.status_code, person.is_active) == (200, 422, True)

    client.post(reverse(path, args=[person.pk]), {"reason": "has left"})

    person.refresh_from_db()
    assert not person.is_active


def test_nobody_disables_themselves(client, boss):
    response = client.post(reverse("people:disable", args=[boss.pk]), {"reason": "tired"})

    boss.refresh_from_db()
    assert (response.status_code, boss.is_active) == (422, True)


def test_somebody_is_let_in_again(client, boss):
    person = UserFactory(is_active=False)

    client.post(reverse("people:enable", args=[person.pk]))

    person.refresh_from_db()
    assert person.is_active


def test_a_second_step_is_reset(client, boss):
    person = UserFactory()
    give_second_factor(person)

    client.post(reverse("people:reset-second-factor", args=[person.pk]), {"reason": "new phone"})

    assert not has_second_factor(person)


def test_sessions_are_ended(client, boss):
    person = UserFactory()
    elsewhere = type(client)()
    elsewhere.force_login(person)

    client.post(reverse("people:end-sessions", args=[person.pk]))

    assert elsewhere.get("/accounts/profile/").status_code == 302


@pytest.mark.parametrize("act", ["invite-again", "enable", "end-sessions"])
def test_acts_without_a_question_are_posted_only(client, boss, act):
    assert client.get(reverse(f"people:{act}", args=[boss.pk])).status_code == 405


def test_membership_is_given_changed_and_taken(client, boss):
    person, unit = UserFactory(), UnitFactory()
    form = {"email": person.email.upper(), "unit": unit.pk, "role": DistrictRole.STAFF}

    client.post(reverse("people:give-membership"), form)
    client.post(reverse("people:give-membership"), form | {"role": DistrictRole.ADMIN})
    membership = person.memberships.get()
    assert (membership.unit, membership.role) == (unit, DistrictRole.ADMIN)

    client.post(reverse("people:take-membership", args=[membership.pk]))

    assert not person.memberships.exists()
    actions = AuditEvent.objects.order_by("position").values_list("action", flat=True)
    assert list(actions) == ["membership.given", "membership.given", "membership.taken"]


def test_membership_is_given_to_people_who_are_here(client, boss):
    form = {"email": "nobody@example.org", "unit": UnitFactory().pk, "role": DistrictRole.STAFF}

    response = client.post(reverse("people:give-membership"), form)

    assert response.status_code == 422
    assert response.context["form"].errors["email"]


def test_a_closed_unit_takes_nobody(client, boss):
    unit = UnitFactory(closed_on="2026-01-01")
    form = {"email": boss.email, "unit": unit.pk, "role": DistrictRole.STAFF}

    response = client.post(reverse("people:give-membership"), form)

    assert response.context["form"].errors["unit"]


# Administrators of a district: their own district's people and nothing else.


def test_a_district_admin_sees_the_people_of_that_district(client, district_admin):
    MembershipFactory(unit=district_admin.unit, user__display_name="Colleague")
    MembershipFactory(user__display_name="Stranger")
    elsewhere = district_admin.user.memberships.get(role=DistrictRole.STAFF)
    MembershipFactory(unit=elsewhere.unit, user__display_name="Where I am staff only")

    assert names(client.get("/people/")) == ["Colleague", "Local"]


def test_somebody_elses_person_is_not_there(client, district_admin):
    assert client.get(page_of(MembershipFactory().user)).status_code == 404


def test_a_district_admin_gives_membership_in_that_district_only(client, district_admin):
    person = UserFactory()
    staff_only = district_admin.user.memberships.get(role=DistrictRole.STAFF).unit
    form = {"email": person.email, "role": DistrictRole.STAFF}

    client.post(reverse("people:give-membership"), form | {"unit": district_admin.unit_id})
    for unit in [staff_only, UnitFactory(), UnitFactory(district=None)]:
        response = client.post(reverse("people:give-membership"), form | {"unit": unit.pk})
        assert response.context["form"].errors["unit"]

    assert [membership.unit for membership in person.memberships.all()] == [district_admin.unit]


def test_a_district_admin_takes_membership_in_that_district_only(client, district_admin):
    own = MembershipFactory(unit=district_admin.unit)
    other = MembershipFactory(user=own.user)

    refused = client.post(reverse("people:take-membership", args=[other.pk]))
    client.post(reverse("people:take-membership", args=[own.pk]))

    assert refused.status_code == 404
    assert list(own.user.memberships.all()) == [other]


@pytest.mark.parametrize(
    "act",
    ["change", "disable", "enable", "reset-second-factor", "end-sessions", "invite-again"],
)
def test_what_concerns_the_whole_city_is_not_a_district_admins(client, district_admin, act):
    colleague = MembershipFactory(unit=district_admin.unit).user

    response = client.post(reverse(f"people:{act}", args=[colleague.pk]), {"reason": "x"})

    assert response.status_code == 403


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_others_do_not_see_people(client, role):
    client.force_login(UserFactory(roles=[role]))

    assert client.get("/people/").status_code == 403
    assert client.get(page_of(UserFactory())).status_code == 403
