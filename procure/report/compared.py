"""The JSON report as a schema, with what came of an earlier report: baseline stands in it only where one was given."""

from typing import Any

from procure.report.contract import ReportOut, Shape


class BaselineOut(Shape):
    """Fingerprints of what is new and unchanged, and the findings that are gone, as they were written then.

    graver: those of the unchanged that are worse than before: then undetermined or a red flag.
    """

    new: list[str]
    gone: list[dict[str, Any]]
    unchanged: list[str]
    graver: list[str]


class ComparedOut(ReportOut):
    """The report of one document; baseline stands in it only where it was compared with an earlier one."""

    baseline: BaselineOut | None = None
