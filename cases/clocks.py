"""Time that has passed, as a clock on the desk shows it."""


def as_clock(seconds: int) -> str:
    """Write seconds as 04:12, and from an hour on as 1:04:12."""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"
