"""The secrets of one machine's sample city: made once, kept in a file that only its owner may read."""

import json
import secrets

from contactcenter.embedded.folders import Folders

NAMES = [
    "SECRET_KEY",
    "AUDIT_KEY",
    "SUPERUSER_PASSWORD",
    "OWNER_PASSWORD",
    "APP_PASSWORD",
    "CASE_REGISTER_PASSWORD",
]


def read_or_make(folders: Folders) -> dict[str, str]:
    """Answer with a secret for each of NAMES; one that is new is added to those of an older version."""
    file = folders.var / "secrets.json"
    kept: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
    missing = {name: secrets.token_urlsafe(48) for name in NAMES if name not in kept}
    if missing:
        draft = file.with_suffix(".new")
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(kept | missing, indent=2))
        draft.rename(file)
    return kept | missing
