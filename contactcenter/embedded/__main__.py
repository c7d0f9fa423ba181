"""`python -m contactcenter.embedded`: the sample city; `… around COMMAND`: a command beside new servers."""

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import Coroutine
from pathlib import Path

from contactcenter.embedded import city, rights, servers
from contactcenter.embedded.folders import PROJECT, what_to_do
from contactcenter.embedded.report import Problem, say

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main() -> int:
    try:
        arguments = parser().parse_args()
        rights.give_up_root()
        if arguments.act == "around":
            return asyncio.run(until_ended(servers.around(arguments.command, arguments.var)))
        return asyncio.run(until_ended(city.stay_open(arguments.var, arguments.port)))
    except Problem as problem:
        sys.stderr.write(f"\n{problem}\n")
    except OSError as error:
        sys.stderr.write(f"\n{what_to_do(error)}\n")
    return 1


def parser() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="python -m contactcenter.embedded", description=__doc__)
    acts = options.add_subparsers(dest="act", required=True)
    run = acts.add_parser("city", help="open the sample city until Ctrl-C")
    run.add_argument("--port", type=port_number, default=os.environ.get("PORT", "8000"))
    run.add_argument("--var", type=Path, default=PROJECT / "var")
    around = acts.add_parser("around", help="run a command beside a new PostgreSQL and Valkey")
    around.add_argument("--var", type=Path, default=PROJECT / "var" / "test")
    around.add_argument("command", nargs=argparse.REMAINDER)
    return options


def port_number(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise Problem(f"“{text}” is not a port: choose a number, as in `make run PORT=8001`.")
    return int(text)


async def until_ended(work: Coroutine[None, None, int]) -> int:
    """Do the work; on Ctrl-C, SIGTERM or a closed terminal end it in order. Asking twice changes nothing."""
    loop = asyncio.get_running_loop()
    task = loop.create_task(work)

    def end() -> None:
        for number in ENDING:
            loop.add_signal_handler(number, lambda: None)
        say("\n  Ending everything in order.")
        task.cancel()

    for number in ENDING:
        loop.add_signal_handler(number, end)
    try:
        return await task
    except asyncio.CancelledError:
        return 0


if __name__ == "__main__":
    sys.exit(main())
