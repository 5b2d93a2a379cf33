"""What several tests share: the project's own catalogue, rules and judge, and the context of a county of Shanxi."""

from datetime import date
from functools import cache
from typing import Any

from procure.catalog import Catalog
from procure.context import Context
from procure.editions import load_catalog
from procure.engine import Judge
from procure.rulebook import Rulebook, load_rules
from procure.terms import Level

DAY = date(2026, 1, 1)
TUNLIU = "140405"


def catalog() -> Catalog:
    return load_catalog()


def rulebook() -> Rulebook:
    return load_rules(load_catalog())


@cache
def judge() -> Judge:
    return Judge.default()


@cache
def context(*levels: Level, day: date = DAY) -> Context:
    edition = catalog().edition(TUNLIU, day)
    assert edition is not None
    return Context(catalog(), rulebook(), judge(), edition, levels or (Level.COUNTY,), day)


def without(mapping: dict[str, Any], *names: str) -> dict[str, Any]:
    return {key: value for key, value in mapping.items() if key not in names}
