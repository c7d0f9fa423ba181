"""Figures for operations, in Prometheus' text format: how requests go, and whether each part of the house is well.

Nothing here is about a person: routes by their name, never by their address. Each web process counts its own requests
in PROMETHEUS_MULTIPROC_DIR (set by gunicorn.conf.py), whichever answers adds them up; everything else is asked for
at that moment, of PostgreSQL, the cache and the broker.
"""

import hmac
import os
from collections.abc import Iterator
from functools import partial

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Histogram,
    generate_latest,
    multiprocess,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from contactcenter import health
from contactcenter.accounts.access import public
from contactcenter.messages import figures
from telephony import gauges

LOOPBACK = {"127.0.0.1", "::1"}
KNOWN_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}

REQUEST_SECONDS = Histogram(
    "contactcenter_request_seconds",
    "How long a request took to answer.",
    ["method", "route", "status"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)


def count_request(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    """Count one answered request under its route's name."""
    method = request.method if request.method in KNOWN_METHODS else "other"
    route = request.resolver_match.view_name if request.resolver_match else "none"
    REQUEST_SECONDS.labels(method, route, response.status_code).observe(seconds)


class HouseCollector(Collector):
    """Asks every part of the house when it is read, and keeps nothing."""

    def collect(self) -> Iterator[Metric]:
        ready = GaugeMetricFamily(
            "contactcenter_ready", "Whether a part can serve: 1 yes, 0 no.", labels=["part"]
        )
        for part, state in health.parts().items():
            ready.add_metric([part], float(state != health.State.DOWN))
        yield ready
        for name, says, value in (
            ("clock_age_seconds", "Time since the clock last ticked.", health.clock_age),
            ("waiting_messages", "Messages that no worker has taken yet.", health.waiting_messages),
            (
                "messages_out_unknown",
                "Of which nobody knows whether they went out.",
                partial(figures.unsettled, "unknown"),
            ),
            (
                "messages_out_failed",
                "Not sent, and nobody has looked into it.",
                partial(figures.unsettled, "failed"),
            ),
            (
                "messages_out_oldest_due_seconds",
                "How long the oldest has been due.",
                partial(figures.oldest_due_seconds, at=timezone.now()),
            ),
        ):
            measured = health.ask(value)
            if measured is not None:
                yield GaugeMetricFamily(f"contactcenter_{name}", says, value=measured)
        at = timezone.now()
        for gauge in health.ask(lambda: list(gauges.read(at=at))) or []:
            yield GaugeMetricFamily(f"contactcenter_{gauge.name}", gauge.says, value=gauge.value)


@public
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer those who know METRICS_TOKEN or, where none is set, this machine alone; to others it is not there."""
    if not may_read(request):
        raise Http404
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(REQUEST_SECONDS)
    registry.register(HouseCollector())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def may_read(request: HttpRequest) -> bool:
    """Behind a proxy on the same machine everybody seems to come from it, so there a token is needed."""
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode())
    return not settings.BEHIND_PROXY and request.META.get("REMOTE_ADDR") in LOOPBACK
