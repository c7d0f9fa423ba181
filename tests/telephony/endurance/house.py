"""PostgreSQL and Valkey of a run's own, started again whenever they are killed: `python -m tests.telephony.endurance.house VAR`.

Says in one line of JSON how they are reached, and runs until its input ends. Nothing is forgotten for speed here: what has
been committed must be there after a kill.
"""

import asyncio
import json
import sys
from pathlib import Path

from contactcenter.embedded import folders as places
from contactcenter.embedded import rights, servers


async def stay_open(var: Path) -> None:
    with places.opened(var) as folders:
        async with servers.started(folders) as environment:
            sys.stdout.write(f"{json.dumps(environment)}\n")
            sys.stdout.flush()
            await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    rights.give_up_root()
    asyncio.run(stay_open(Path(sys.argv[1])))
