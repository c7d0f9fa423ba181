"""What a resident's answer costs: unchanged beside a constant view, made anew beside one row read and one template drawn."""

import sys
from statistics import median

import psutil

from tests.bench.pages import Cost, measured
from tests.bench.server import FLOOR

ROW_FLOOR = "/bench/row/"
KEPT = "/sv/faq/the-norm/"
ANEW = "/sv/faq/the-norm/?anew=1"  # an address with a question in it is never kept
ROUNDS = 5
AT_LEAST = 0.5  # of the requests per second of the constant view
AT_MOST = 2.0  # times the processor of the row and its template


def run(port: int, server: psutil.Process) -> None:
    pages = [FLOOR, KEPT, ROW_FLOOR, ANEW]
    for page in pages:
        measured(page, port, server)  # warm-up
    report([{page: measured(page, port, server) for page in pages} for _ in range(ROUNDS)])


def report(rounds: list[dict[str, Cost]]) -> None:
    unchanged = median(each[KEPT].per_second / each[FLOOR].per_second for each in rounds)
    anew = median(each[ANEW].processor_ms / each[ROW_FLOOR].processor_ms for each in rounds)
    sys.stdout.write(
        f"\nAn answer: unchanged {unchanged:.2f} of the constant view's requests per second (goal ≥ {AT_LEAST}),"
        f" made anew {anew:.1f} × the processor of one row and its template (goal ≤ {AT_MOST:.0f})\n"
    )
    for page in rounds[0]:
        rate = median(each[page].per_second for each in rounds)
        cost = median(each[page].processor_ms for each in rounds)
        sys.stdout.write(f"{page:28}{cost:10.2f} ms{rate:10.0f} a second\n")
