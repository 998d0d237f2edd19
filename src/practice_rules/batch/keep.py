"""Which obligations are written: all are counted, and some are left out of the table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from practice_rules.batch.flatten import Owed
from practice_rules.batch.obligation_columns import NAMES
from practice_rules.engine.rows import UNKNOWN

_RULE, _FORM, _STRENGTH, _STATUS = (NAMES.index(name) - 1 for name in ("rule", "form", "strength", "status"))
_ANSWERED_BY_PEOPLE = frozenset({"check", "judgement"})


@dataclass(frozen=True, slots=True)
class Keep:
    """Only these statuses, rules and strengths (`None`: all of them).

    Without `unanswered`, checks and judgements that the record cannot answer are left out: they are many, and only
    say so. Summaries count them either way.
    """

    statuses: frozenset[str] | None = None
    rules: frozenset[str] | None = None
    strengths: frozenset[str] | None = None
    unanswered: bool = True

    def of(self, owed: Iterable[Owed]) -> list[Owed]:
        """Those that are to be written."""
        if self == KEEP_ALL:
            return list(owed)
        return [each for each in owed if self._wanted(each)]

    def _wanted(self, owed: Owed) -> bool:
        status = owed[_STATUS]
        return (
            (self.statuses is None or status in self.statuses)
            and (self.rules is None or owed[_RULE] in self.rules)
            and (self.strengths is None or owed[_STRENGTH] in self.strengths)
            and (self.unanswered or status != UNKNOWN or owed[_FORM] not in _ANSWERED_BY_PEOPLE)
        )


KEEP_ALL = Keep()
"""Everything is written."""
