"""Whether this container does its work: exit code 0 or not. Usage: python -m deploy.healthy web|clock"""

import os
import sys
import urllib.request

import django

SECONDS = 4


def web_answers() -> bool:
    """Ask our own web server, by a name that it answers to."""
    host = os.environ["ALLOWED_HOSTS"].split(",")[0].lstrip(".")
    port = os.environ.get("PORT", "8000")
    request = urllib.request.Request(f"http://127.0.0.1:{port}/healthz", headers={"Host": host})
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
        return bool(answer.status == 200)


def clock_ticks() -> bool:
    """Ask the cache when the clock was last heard."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "contactcenter.settings")
    django.setup()
    from contactcenter.health import clock_age  # noqa: PLC0415  (needs the loaded apps)

    return clock_age() is not None


if __name__ == "__main__":
    healthy = {"web": web_answers, "clock": clock_ticks}[sys.argv[1]]()
    sys.exit(0 if healthy else 1)
