"""How much of the long runs is done: all of it with ENDURANCE=1 (`make endurance`), else a tenth."""

import os

SHARE = float(os.environ.get("ENDURANCE", "0.1"))


def scaled(times: int) -> int:
    return max(1, round(times * SHARE))
