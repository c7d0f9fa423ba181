"""While PostgreSQL does not answer: one thread of each process asks whether it is back, and no request waits for it.

What is answered meanwhile is in errors.py. Nobody has to do anything when it is back.
"""

import threading
import time

import structlog
from django.db import DatabaseError, InterfaceError, OperationalError, connection

log = structlog.get_logger("contactcenter.outages")

ASK_EVERY_SECONDS = 1.0
# SQLSTATE: connection exceptions (class 08), the server stops or starts (57P01 to 57P03). None: there was no connection.
GONE = ("08", "57P01", "57P02", "57P03")

_known = threading.Event()
_beginning = threading.Lock()


def is_known() -> bool:
    """Whether somebody has found the database gone, and it has not answered since."""
    return _known.is_set()


def is_one(error: BaseException | None) -> bool:
    """Whether the error means that the database is gone, rather than that it refused something."""
    if not isinstance(error, OperationalError | InterfaceError) or error.__cause__ is None:
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    return state is None or state.startswith(GONE)


def begin() -> None:
    """Say that the database is gone, and have somebody ask until it is back."""
    with _beginning:
        if is_known():
            return
        _known.set()
    log.warning("database gone")
    threading.Thread(target=wait_for_the_end, name="outage", daemon=True).start()


def wait_for_the_end() -> None:
    while not database_answers():
        time.sleep(ASK_EVERY_SECONDS)
    _known.clear()
    log.warning("database back")


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    finally:
        connection.close()
    return True
