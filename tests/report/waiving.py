"""A waiver that holds, of a finding that small budgets have."""

from datetime import date
from typing import Final

from procure.model import Place, Waiver

WAIVER: Final = Waiver(
    Place("豁免.yaml", line=2),
    code="NEA100",
    line="保洁委托费",
    reason="应急抢修",
    approver="张某",
    document_no="屯办〔2026〕1号",
    expires=date(2026, 12, 31),
)
