"""What stands between us and a register that is slow, dead or out of its mind: the desk must go on beside it.

Three seconds are the longest that anybody waits, whatever an adapter is caught in: a name server that is silent, a server
that has been stopped. The question is asked in a thread of its own, and only so many of them may be under way in one process;
one that is caught keeps its place until the register lets go of it.
"""

import threading
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from cases.case_register import (
    ANSWER_SECONDS,
    CaseRegister,
    RegisterAnswer,
    RegisterUnavailable,
    breaker,
)
from contactcenter.personal_numbers import PersonalNumber

SECONDS_FOR_A_PLACE = 0.25


@dataclass(frozen=True)
class Guarded:
    """An adapter behind a circuit breaker, a limit on how many ask at once, and a limit on how long that takes."""

    register: CaseRegister

    def ask(self, number: PersonalNumber, *, surname: str) -> RegisterAnswer:
        breaker.require_closed()
        answer = self._begin(number, surname)
        try:
            told = answer.result(ANSWER_SECONDS)
        except (TimeoutError, RegisterUnavailable) as fault:
            reason = str(fault) or "It took too long."
            breaker.note_failure(reason)
            raise RegisterUnavailable(reason) from None
        breaker.note_answer()
        return told

    def _begin(self, number: PersonalNumber, surname: str) -> Future[RegisterAnswer]:
        """Ask in a thread of its own, if there is a place for one more."""
        place = places()
        if not place.acquire(timeout=SECONDS_FOR_A_PLACE):
            raise RegisterUnavailable("Too many questions are under way already.")
        answer: Future[RegisterAnswer] = Future()

        def ask() -> None:
            try:
                answer.set_result(self.register.ask(number, surname=surname))
            except Exception as error:  # noqa: BLE001  (raised where somebody waits for the answer)
                answer.set_exception(error)
            finally:
                place.release()

        threading.Thread(target=ask, name="case-register", daemon=True).start()
        return answer


@cache
def places() -> threading.Semaphore:
    """A share of this process's threads, so that a slow register never holds them all."""
    return threading.Semaphore(settings.CASE_REGISTER_AT_ONCE)
