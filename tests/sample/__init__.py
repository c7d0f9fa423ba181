"""Official Swedish test identities: published by Skatteverket as open data (CC0), never given to a real person."""

import json
from pathlib import Path

DATA = json.loads(Path(__file__).with_name("test_personnummer.json").read_text())
COORDINATION_NUMBERS = [entry["number"] for entry in DATA["samordningsnummer"]["numbers"]]
PERSONAL_NUMBERS = [
    entry["number"]
    for name, group in DATA.items()
    if name.startswith("personnummer_")
    for entry in group["numbers"]
]
OFFICIAL = PERSONAL_NUMBERS + COORDINATION_NUMBERS
