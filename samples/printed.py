"""How the published budgets print amounts, shares and ordinals. Not for reading them: that is procure.money."""

from typing import Final

from procure.money import Unit

_PRINTED_STEP: Final = Unit.WAN_YUAN.value // 100
_DIGITS: Final = "一二三四五六七八九"


def wan(fen: int) -> str:
    """Return an amount of 分 in 万元 with two decimals, half a hundredth rounded up: 2830.71."""
    return _wan(fen, "")


def narrative_wan(fen: int) -> str:
    """Return an amount of 分 as the narrative prints it, with 万元: 2,830.71万元, and 0万元 for nothing."""
    return f"{_wan(fen, ',') if fen else '0'}万元"


def cell_wan(fen: int) -> str:
    """Return an amount of 分 in 万元 for a table; nothing is an empty cell."""
    return wan(fen) if fen else ""


def sheet_yuan(fen: int) -> str:
    """Return an amount of 分 in 元 as target sheets print it: 9,214,363.3."""
    whole, part = divmod(fen, Unit.YUAN.value)
    return f"{whole:,}.{part:02d}".rstrip("0").rstrip(".")


def share(part: int, whole: int) -> str:
    """Return the share of an amount in another, as 12.34%; nothing is 0%."""
    if not part:
        return "0%"
    hundredths = (part * 20_000 + whole) // (2 * whole)
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def change(now: int, before: int) -> str:
    """Return how an amount of 分 differs from last year's: 减少7.00万元."""
    if now == before:
        return "与上年持平"
    return f"{'减少' if now < before else '增加'}{narrative_wan(abs(now - before))}"


def ordinal(number: int) -> str:
    """Return a whole number from 1 to 99 in Chinese: 二十一."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens - 1]}十"
    return head + (_DIGITS[ones - 1] if ones else "")


def _wan(fen: int, group: str) -> str:
    hundredths = (fen + _PRINTED_STEP // 2) // _PRINTED_STEP
    return f"{hundredths // 100:{group}}.{hundredths % 100:02d}"
