"""Each line of a plan with its determination, by the edition in force on its day. Not for findings: findings.py."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from procure.catalog import Listing
from procure.checked import CheckedLine
from procure.classify.hints import heard, load_hints
from procure.determine import Context, not_judged
from procure.expected import APPROVAL, Expected, Stated, determined
from procure.model import Purchase
from procure.plan.model import PlanLine
from procure.planned.items import Code, Reader
from procure.record import Record, replace
from procure.setting import Setting
from procure.terms import Answer, Category

_GOODS_ONLY: Final = "imported"
_PERCENT: Final = 100


class Planned(Record, frozen=True):
    """A checked line with what its code is worth, and the context it was judged in; None where it was not."""

    checked: CheckedLine
    code: Code
    context: Context | None

    @property
    def line(self) -> PlanLine:
        """Return the line itself."""
        return self.checked.line

    @property
    def expected(self) -> Expected:
        """Return the line's purchase with its determination."""
        return self.checked.expected


@dataclass
class Lines:
    """Judges lines; contexts are made once for a day."""

    setting: Setting
    reader: Reader
    purchaser: str
    _contexts: dict[date, Context | None] = field(default_factory=dict)

    def check(self, line: PlanLine) -> Planned:
        """Return a line with its determination: by its planned day if it has one, else by the plan's."""
        classified, code = self.reader.read(line)
        part, amount = classified.parts[0], line.amount.fen
        facts = stated_facts(line, self.setting)
        purchase = Purchase(line.id, part.categories, Answer.UNDETERMINED, amount, amount, stated=facts)
        context = self._context(line)
        if context is None:
            why = self.setting.why_not or "计划采购的那一天没有已收录的集中采购目录及限额在施行，未判定"
            expected = Expected(part, Listing(Answer.UNDETERMINED), purchase, not_judged(why))
            return Planned(CheckedLine(line, classified, expected), code, None)
        words = {"text": f"{line.name}\n{line.text('content')}", "purchaser": self.purchaser}
        words["kind"] = line.terms.get("purchaser_kind", "")
        hints = heard(words, load_hints(context.catalog))
        expected = determined(part, purchase, hints, Stated(facts), context)
        return Planned(CheckedLine(line, classified, expected), code, context)

    def _context(self, line: PlanLine) -> Context | None:
        setting, planned = self.setting, line.days.get("planned_day")
        if setting.why_not is not None or setting.region is None:
            return None
        day = planned.first if planned and not setting.is_day_given else setting.context.day
        if day not in self._contexts:
            edition = setting.tools.catalog.edition(setting.region.code, day)
            self._contexts[day] = replace(setting.context, edition=edition, day=day) if edition else None
        return self._contexts[day]


def stated_facts(line: PlanLine, setting: Setting) -> Mapping[str, str]:
    """Return the facts that a line states, an approval's number among them.

    A project must be tendered where its budget funds and their share of the investment reach 16号令 2（一）; where they
    do not, other grounds remain, and it is asked.
    """
    facts = {
        name: value for name, value in line.facts.items() if name != _GOODS_ONLY or line.category is not Category.WORKS
    }
    funds, investment = line.figures.get("budget_funds"), line.figures.get("investment")
    if funds and investment and "mandatory_project" not in facts:
        measures = setting.tools.catalog.measures
        is_large = funds.fen >= measures["mandatory_funds"].value
        if is_large and funds.fen * _PERCENT >= investment.fen * measures["mandatory_funds_share"].value:
            facts["mandatory_project"] = "yes"
    if number := line.text("approval"):
        facts[APPROVAL] = number
    return facts
