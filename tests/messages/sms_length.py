"""How an SMS is cut into parts: 3GPP TS 23.038, tables 6.2.1 and 6.2.1.1."""

from math import ceil

SEPTETS = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
TWO_SEPTETS = set("^{}\\[~]|€")


def parts(text: str) -> int:
    """Answer how many parts the text takes: 160 signs of the small alphabet or 70 others in one, fewer in each of many."""
    if set(text) <= SEPTETS | TWO_SEPTETS:
        length = len(text) + sum(sign in TWO_SEPTETS for sign in text)
        return 1 if length <= 160 else ceil(length / 153)
    length = len(text.encode("utf-16-be")) // 2
    return 1 if length <= 70 else ceil(length / 67)


def is_plain(text: str) -> bool:
    return set(text) <= SEPTETS | TWO_SEPTETS
