"""Which variables the settings read from the environment, and which of them have a default outside the sample city."""

import ast
from pathlib import Path

from django.conf import settings

NEEDED_SOMETIMES = {  # with SIGN_IN=oidc, and for migrations
    "OIDC_SERVER_URL",
    "OIDC_CLIENT_ID",
    "OIDC_CLIENT_SECRET",
    "DATABASE_OWNER_URL",
}
HOUSE = Path(settings.BASE_DIR, "contactcenter")
SETTINGS = [
    ast.parse((HOUSE / name).read_text()) for name in ["settings.py", "telephony_settings.py"]
]


def calls() -> list[ast.Call]:
    """Find `env(…)`, `env.bool(…)`, `secret(…)` and the like, with a name in capitals."""
    nodes = (node for tree in SETTINGS for node in ast.walk(tree))
    found = [node for node in nodes if isinstance(node, ast.Call) and node.args]
    return [call for call in found if reader(call) in {"env", "secret"} and name(call).isupper()]


def reader(call: ast.Call) -> str:
    function = call.func.value if isinstance(call.func, ast.Attribute) else call.func
    return function.id if isinstance(function, ast.Name) else ""


def name(call: ast.Call) -> str:
    first = call.args[0]
    return str(first.value) if isinstance(first, ast.Constant) else ""


def read_by_settings() -> set[str]:
    return {name(call) for call in calls()}


def needed() -> set[str]:
    """Answer with those that always stop the start when they are missing."""
    return {
        name(call) for call in calls() if not call.keywords or "NOTSET" in ast.unparse(call)
    } - NEEDED_SOMETIMES
