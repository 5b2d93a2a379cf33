"""Waivers: findings that somebody lets pass, read from a file and set apart. Not for judging them: rules/waiver/."""

from procure.waivers.applying import apply_to_all, apply_waivers
from procure.waivers.reading import read_waivers

__all__ = ["apply_to_all", "apply_waivers", "read_waivers"]
