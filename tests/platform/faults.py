"""Parts of the house that do not answer."""

from contextlib import AbstractContextManager

from django.conf import settings
from django.test import override_settings


def cache_out_of_reach() -> AbstractContextManager[None]:
    nobody_listens = settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}
    return override_settings(CACHES={"default": nobody_listens})
