"""The case register as a view in PostgreSQL: one question, in a transaction that may only read, as a role that may only read."""

from django.db import Error, connections, transaction

from cases.case_register import RegisterAnswer, RegisterUnavailable, answers
from contactcenter.database import CASE_REGISTER
from contactcenter.personal_numbers import PersonalNumber

# The limits stand here too, not only with the role: the register's server is another's. In all below the three seconds that
# whoever asks will wait.
TRANSACTION = (
    "SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = '2s'; SET LOCAL lock_timeout = '1s'"
)
# Names its columns one by one. The surname is compared here and stays here; whoever is not known to be unprotected is protected.
QUESTION = """
    SELECT json_build_object(
        'is_protected', coalesce(bool_or(is_protected IS NOT false), false),
        'has_surname', coalesce(bool_or(lower(surname) = lower(%(surname)s)), false),
        'cases', coalesce(
            json_agg(
                json_build_object(
                    'district', district,
                    'service', service,
                    'handler', handler,
                    'unit', unit,
                    'decisions', coalesce(decisions, '[]'),
                    'payout_date', payout_date
                )
                ORDER BY district, service
            ) FILTER (WHERE is_protected IS false AND district IS NOT NULL),
            '[]'
        )
    )::text
    FROM contact_centre_case
    WHERE personal_number = %(number)s
"""


class PostgreSQLRegister:
    """Asks the view `contact_centre_case`. A new connection each time: a look-up is rare, and the register may be gone."""

    def ask(self, number: PersonalNumber, *, surname: str) -> RegisterAnswer:
        try:
            content = self._fetch({"number": number.digits, "surname": surname})
        except Error as error:
            # Not chained: PostgreSQL's message may repeat what was asked. The name of its fault does not.
            fault = type(error.__cause__ or error).__name__
            raise RegisterUnavailable(f"The register's database did not answer: {fault}.") from None
        finally:
            connections[CASE_REGISTER].close()
        if len(content) > answers.MOST_BYTES:
            raise RegisterUnavailable("The register's answer is too large.")
        return answers.read(content)

    def _fetch(self, parameters: dict[str, str]) -> str:
        with (
            transaction.atomic(using=CASE_REGISTER),
            connections[CASE_REGISTER].cursor() as cursor,
        ):
            cursor.execute(TRANSACTION)
            cursor.execute(QUESTION, parameters)
            (content,) = cursor.fetchone()
            return str(content)
