"""How the web is served, in the sample city and in a city's own house: threads, for a view mostly waits for the database."""

import os
import shutil
import tempfile
from pathlib import Path

from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker
from prometheus_client import multiprocess

from contactcenter import logs

bind = f"0.0.0.0:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 30  # seconds without a sign of life, then a worker is replaced
graceful_timeout = 15  # seconds that running requests get when the web ends
worker_tmp_dir = "/dev/shm"  # noqa: S108  (the sign of life must not wait for a disk)
control_socket_disable = True
logconfig_dict = logs.config(os.environ.get("LOG_LEVEL", "INFO"))

# Where the workers keep their figures, each in files of its own, for /metrics to add up. They begin at nought.
figures = Path(
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="figures-"))
)
shutil.rmtree(figures, ignore_errors=True)
figures.mkdir(mode=0o700, parents=True)


def child_exit(_server: Arbiter, worker: Worker) -> None:
    """Forget the gauges of a worker that has ended; what it counted stays."""
    multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
