"""What is written to the log: one line of JSON per event, on standard output, and nothing about a person.

Two nets. Only fields that somebody thought about pass (`KEPT`); and in every text that passes, messages and tracebacks
of other packages included, personal numbers, phone numbers and e-mail addresses are masked. When in doubt, more is
masked than need be: a log line is read by people who may not know whom it is about.
"""

import logging.config
import re
import unicodedata
from typing import TYPE_CHECKING, Any

import structlog
from structlog.types import EventDict, Processor, WrappedLogger

if TYPE_CHECKING:
    from django.http import HttpRequest

KEPT = {
    "timestamp",
    "level",
    "logger",
    "event",
    "exception",
    "request_id",
    "user_id",
    "method",
    "path",
    "status",
    "ms",
    "part",
    "count",
    "seconds",
}
# Parts of an address that open something for whoever knows them, by the name the route gives them.
SECRETS_IN_PATHS = {"code", "key", "token", "uidb36"}

DASH = r"[-+\u2010-\u2015\u2212 \u00a0]?"
GAP = r"[-\u2010-\u2015\u2212() \u00a0]{0,3}"
SENSITIVE = re.compile(
    rf"""
    (?P<kept>
        \b\d{{4}}-\d\d-\d\d (?: [T ]\d\d:\d\d (?: :\d\d (?: [.,]\d+ )? )? (?: Z|[+-]\d\d:?\d\d )? )?
        (?! [-+ ]?\d{{4}}\b | -?\d )  # a moment
      | \b[0-9a-f]{{8}}-(?:[0-9a-f]{{4}}-){{3}}[0-9a-f]{{12}}\b | \b[0-9a-f]{{32,64}}\b  # a request's id
    )
  | (?P<row> DETAIL:\s.*)  # PostgreSQL quotes the row it refused
  | (?P<email> [^\s@<>"'(),;:=/\[\]]+ (?:@|%40) [\w-]+ (?:\.[\w-]+)+ )
  | (?P<personal_number>
        (?<!\d) (?:1[89]|20)? \d\d {DASH} (?:0[1-9]|1[0-2]) {DASH} (?:[06][1-9]|[1278]\d|[39][01]) {DASH} \d{{4}} (?!\d)
    )
  | (?P<phone>
        (?: \+|%2B|(?<!\d)00 ) {GAP} [1-9] (?: {GAP}\d ){{6,14}} (?!\d)
      | (?<!\d) 0[1-9] (?: {GAP}\d ){{5,10}} (?!\d)
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)


def mask(text: str) -> str:
    """Put a word in place of every personal number, phone number and e-mail address; other figures stay."""
    if not text.isascii():
        text = "".join(
            str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text
        )
    return SENSITIVE.sub(_word_for, text)


def _word_for(match: re.Match[str]) -> str:
    kind = str(match.lastgroup)
    return match[0] if kind == "kept" else f"[{kind.replace('_', ' ')}]"


def masked(value: Any) -> Any:
    """Mask a value of a log line, whatever it is made of."""
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, int):
        text = mask(str(value))
        return value if text == str(value) else text
    if isinstance(value, dict):
        return {mask(str(key)): masked(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [masked(inner) for inner in value]
    return mask(str(value))


def keep_known_fields(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Drop fields that are not in `KEPT`, and say which: names of fields tell nothing, values may."""
    unknown = sorted(event.keys() - KEPT)
    kept = {key: value for key, value in event.items() if key in KEPT}
    return kept | {"left_out": unknown} if unknown else kept


def mask_values(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    return {key: masked(value) for key, value in event.items()}


def loggable_path(request: "HttpRequest") -> str:
    """Answer with the path, without its query and without what a stranger could use: codes, keys, tokens."""
    path = request.path
    parts = request.resolver_match.kwargs if request.resolver_match else {}
    for name in SECRETS_IN_PATHS & parts.keys():
        path = path.replace(str(parts[name]), f"[{name}]")
    return path


class WithoutSecretPaths(logging.Filter):
    """Django names the path of a request that went wrong: name it as our own line does."""

    def filter(self, record: logging.LogRecord) -> bool:
        path = getattr(getattr(record, "request", None), "path", None)
        if path and isinstance(record.args, tuple):
            shown = loggable_path(record.request)  # type: ignore[attr-defined]
            record.args = tuple(shown if value == path else value for value in record.args)
        return True


FIRST: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
LAST: list[Processor] = [
    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
    structlog.processors.format_exc_info,
    keep_known_fields,
    mask_values,
    structlog.processors.JSONRenderer(ensure_ascii=False),
]


def config(level: str) -> dict[str, Any]:
    """Route the standard library's logging, so Django, Celery and gunicorn, through the same processors."""
    to_root: dict[str, Any] = {"handlers": [], "propagate": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": FIRST,
                "processors": LAST,
            }
        },
        "filters": {"paths": {"()": WithoutSecretPaths}},
        "handlers": {
            "stdout": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stdout",
                "formatter": "json",
                "filters": ["paths"],
            }
        },
        "root": {"handlers": ["stdout"], "level": level},
        "loggers": {
            "celery.beat": to_root | {"level": "WARNING"},  # the clock ticks every few seconds:
            "celery.worker.strategy": to_root
            | {"level": "WARNING"},  # only what goes wrong is news
            "celery.app.trace": to_root | {"level": "WARNING"},
            "fontTools": to_root | {"level": "WARNING"},  # which letters stand in a file is no news
            "django.request": to_root | {"level": "ERROR"},  # our own line tells of 4xx
            "gunicorn.access": to_root | {"level": "CRITICAL"},  # our own line again
            "gunicorn.error": to_root,
        },
    }


def configure(level: str) -> None:
    """Called once, by the settings."""
    logging.config.dictConfig(config(level))
    logging.captureWarnings(True)
    structlog.configure(
        processors=[*FIRST, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
