"""Which district does somebody belong to, who gives a neighbourhood, an old district's name or part of an address?"""

import re
import unicodedata


def search_key(name: str) -> str:
    """Answer the letters and digits alone, in lower case, with å ä ö as a a o: "Enskede-Årsta" is "enskedearsta"."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[^0-9a-z]", "", plain)
