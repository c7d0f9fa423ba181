"""Cells of files that people open in a spreadsheet: shown there as they are, and never reckoned with."""

BYTE_ORDER_MARK = "\ufeff"  # without it, spreadsheets take the file for Latin-1
STARTS_A_FORMULA = tuple("=+-@\t\r\n\0 ")
MARK = "'"  # of a cell that is text


def safe(text: str) -> str:
    """Mark what a spreadsheet would take for a formula."""
    return f"{MARK}{text}" if text.startswith(STARTS_A_FORMULA) else text


def reversible(text: str) -> str:
    """Mark it so that `original` takes just the mark away again, also from a text that begins like one."""
    return f"{MARK}{text}" if text.startswith((*STARTS_A_FORMULA, MARK)) else text


def original(cell: str) -> str:
    is_marked = cell.startswith(MARK) and cell[1:].startswith((*STARTS_A_FORMULA, MARK))
    return cell[1:] if is_marked else cell
