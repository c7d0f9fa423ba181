from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from contactcenter.accounts.models import User
from contactcenter.audit.models import AuditEvent
from contactcenter.celery import app
from tests.factories import UserFactory

PASSWORD = "seven brown bicycles"


@pytest.fixture
def person() -> User:
    """Somebody who can sign in."""
    someone = UserFactory(email="amira@example.org", display_name="Amira")
    someone.set_password(PASSWORD)
    someone.save()
    return someone


@pytest.fixture
def sign_in(client: Client) -> Callable[..., HttpResponse]:
    def send_form(email: str, password: str = PASSWORD, **more: str) -> HttpResponse:
        form = {"login": email, "password": password, **more}
        return client.post(reverse("account_login"), form)

    return send_form


@pytest.fixture
def worker(django_capture_on_commit_callbacks) -> Callable[[], AbstractContextManager[None]]:
    """`with worker():` does what the block hands to a worker, at its end."""

    @contextmanager
    def do_what_is_handed_over() -> Iterator[None]:
        app.conf.task_always_eager = True
        with django_capture_on_commit_callbacks(execute=True):
            yield
        app.conf.task_always_eager = False

    return do_what_is_handed_over


@pytest.fixture
def actions() -> Callable[[], list[str]]:
    """What has been written down so far."""
    return lambda: list(AuditEvent.objects.order_by("position").values_list("action", flat=True))
