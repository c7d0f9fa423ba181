import logging


def configure(level: str) -> None:
    logging.basicConfig(level=level)
