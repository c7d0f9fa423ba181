"""Measure the product against its floors. Run beside new servers: `make bench`."""

import logging
import os

import django

PAST_CONTACTS = 50_000


def main() -> None:
    from tests.bench import callback_day, desk, dispatch, faq, pages, search, server  # noqa: PLC0415  (Django has to be set up first)

    logging.disable(logging.INFO)  # figures are read here; the server that is measured writes on
    server.prepare(PAST_CONTACTS)
    with server.served() as (port, process):
        pages.run(port, process)
        faq.run(port, process)
        desk.run(port, process)
    os.environ["LOG_LEVEL"] = "WARNING"  # for the processes that claim
    search.run()
    dispatch.run()
    callback_day.run()


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    django.setup()
    main()
