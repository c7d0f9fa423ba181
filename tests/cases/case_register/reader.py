"""The tests' own case register, opened as the role that the desk has there."""

from typing import Any

import psycopg
from django.conf import settings


def connected_as_reader(**options: Any) -> psycopg.Connection:
    register = settings.DATABASES["case_register"]
    return psycopg.connect(
        **{
            "host": register["HOST"],
            "port": register["PORT"] or None,
            "user": register["USER"],
            "password": register["PASSWORD"],
            "dbname": register["NAME"],
            **options,
        }
    )
