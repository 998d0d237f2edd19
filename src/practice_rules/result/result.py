"""What an evaluation gives back: every obligation of a case, listed, counted and ready to be written down."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from practice_rules import __version__
from practice_rules.case import Case
from practice_rules.dates.clock import Moment
from practice_rules.engine.compile import CompiledPack
from practice_rules.engine.evaluate import Evaluation, evaluate_rows
from practice_rules.engine.rows import STATUSES, UNKNOWN, Row
from practice_rules.result.moments import When, as_when, read_moment
from practice_rules.result.near_misses import Siblings
from practice_rules.result.obligation import TIMED, Obligation
from practice_rules.result.once import once
from practice_rules.result.rule_words import rule_words
from practice_rules.vocabulary.words import Vocabulary

if TYPE_CHECKING:
    from practice_rules.result.shape import Flat

LATEST = 1 << 62


class PackIdentity(NamedTuple):
    """Which pack, edition, calendar and engine gave an answer."""

    name: str
    title: str
    council: str
    edition: str
    calendar: str
    calendar_fingerprint: str
    engine: str


class Result:
    """The obligations of one case under one pack, as of a moment.

    The same case, pack, `as_of` and `known_at` give an equal result, whatever the order of the events.
    """

    def __init__(self, evaluation: Evaluation, known_at: Moment | None = None) -> None:
        self.evaluation = evaluation
        self._known_at = known_at

    @property
    def case(self) -> Case:
        """The case that was evaluated."""
        return self.evaluation.record.case

    @property
    def as_of(self) -> When:
        """The moment of the answer; a date means the end of that day."""
        when = as_when(self.evaluation.record.as_of)
        assert when is not None
        return when

    @property
    def known_at(self) -> When | None:
        """What had been recorded by then was used; `None`: the whole record."""
        return as_when(self._known_at)

    @property
    def known_at_moment(self) -> Moment | None:
        """`known_at` as the engine holds it."""
        return self._known_at

    @property
    def words(self) -> Vocabulary:
        """The shared vocabulary with the pack's own words."""
        return self.evaluation.pack.vocabulary

    @property
    def pack(self) -> PackIdentity:
        """Which pack, edition, calendar and engine gave the answer."""
        file, calendar = self.evaluation.pack.pack, self.evaluation.pack.calendar
        return PackIdentity(
            file.pack, file.title, file.council, file.edition.name, calendar.name, calendar.fingerprint, __version__
        )

    @once
    def obligations(self) -> tuple[Obligation, ...]:
        """Every obligation, in the fixed order that :func:`order_of` documents."""
        rows = sorted(enumerate(self.evaluation.rows), key=lambda pair: (*order_of(pair[1]), pair[0]))
        return tuple(Obligation(row, self) for _, row in rows)

    def listed(self, unanswered: bool = False) -> tuple[Obligation, ...]:
        """The obligations to show: what is timed and decidable first.

        Checks and judgements that the source cannot answer are left out, unless `unanswered` asks for them;
        `counted` says how many they are.
        """
        return self.obligations if unanswered else tuple(each for each in self.obligations if each.answered)

    @property
    def not_triggered(self) -> tuple[str, ...]:
        """The ids of rules that nothing in the case triggered: not obligations, and never counted as met."""
        return tuple(sorted(set(self.evaluation.not_triggered)))

    @once
    def counts(self) -> dict[str, int]:
        """How many obligations have each status, in the order met, due, breached, lapsed, unknown."""
        counted: dict[str, int] = dict.fromkeys(STATUSES, 0)
        for row in self.evaluation.rows:
            counted[row.status] += 1
        return counted

    @once
    def counted(self) -> dict[str, int]:
        """What the counts rest on: obligations in all, how many were decided, how many not, and what is not listed.

        `unanswered` are the checks and judgements that the source cannot answer: part of `undecided`, and not
        listed unless asked for. `waived` obligations keep their status.
        """
        rows = self.evaluation.rows
        unknown = self.counts[UNKNOWN]
        return {
            "obligations": len(rows),
            "decided": len(rows) - unknown,
            "undecided": unknown,
            "unanswered": sum(not each.answered for each in self.obligations),
            "waived": sum(row.waived is not None for row in rows),
            "not_triggered": len(self.not_triggered),
        }

    def siblings(self, rule_id: str) -> Siblings:
        """All the obligations of one rule, for saying which event counted for which."""
        return self._siblings[rule_id]

    @once
    def _siblings(self) -> dict[str, Siblings]:
        by_rule: dict[str, list[Row]] = {}
        for row in self.evaluation.rows:
            by_rule.setdefault(row.rule.id, []).append(row)
        return {rule_id: Siblings(rows) for rule_id, rows in by_rule.items()}

    def to_dict(self, obligations: Iterable[Obligation] | None = None) -> dict[str, Any]:
        """The result as plain values, in the shape `practice_rules.result/1`.

        `obligations` are those to write, all of them if left out; the counts are of the whole result either way.
        """
        from practice_rules.result.shape import result_shape  # the shape is only needed when one is written

        return result_shape(self, self.obligations if obligations is None else obligations)

    def to_json(self, obligations: Iterable[Obligation] | None = None, *, indent: int | None = None) -> str:
        """The result as JSON text in the shape `practice_rules.result/1`: the same input, the same bytes."""
        from practice_rules.result.shape import json_text  # as above

        return json_text(self.to_dict(obligations), indent)

    def rows(self, obligations: Iterable[Obligation] | None = None) -> list[Flat]:
        """The obligations as flat rows, every one with the same columns (:data:`~practice_rules.result.COLUMNS`)."""
        from practice_rules.result.shape import flat_row  # as above

        return [flat_row(each) for each in (self.obligations if obligations is None else obligations)]


def order_of(row: Row) -> tuple[Any, ...]:
    """The fixed order of obligations.

    First what is timed and decided, or will be by time alone; then gates, checks and judgements that are decided;
    then what is timed and cannot be told; then gates and checks that cannot be told; then unanswered judgements.
    Within each, by due date (the day it opens where it has none), then rule id, trigger, and part.
    """
    form = rule_words(row.rule).form
    unknown = row.status == UNKNOWN
    rank = (2 if unknown else 0) if form in TIMED else (4 if unknown and form == "judgement" else 3 if unknown else 1)
    day, instant = (row.opens.day, row.opens.instant) if row.due is None else (row.due.day, row.due.instant)
    happening = row.trigger.happening
    return (
        rank,
        day,
        LATEST if instant is None else instant,
        row.rule.id,
        row.trigger.order,
        row.part,
        "" if happening is None else happening.type,
        "" if happening is None or happening.id is None else happening.id,
    )


def evaluate(
    case: Case,
    pack: CompiledPack | str | Path,
    *,
    as_of: str | date | datetime | Moment,
    known_at: str | date | datetime | Moment | None = None,
) -> Result:
    """Work out what is due, met and breached in one case.

    `pack` is a pack from `load_pack`, or the name of a shipped one or a path, which is then loaded. `as_of` and
    `known_at` are dates, date-times or ISO 8601 text; a date means the end of that day. Without `known_at` the whole
    record is used. Raises `ValueError` for a moment that cannot be read and `practice_rules.problems.Refused` for a
    pack that does not check.

    >>> from datetime import date
    >>> from practice_rules.case import Case, Subject
    >>> evaluate(Case(Subject("A1")), "york", as_of=date(2026, 3, 3)).counts["breached"]
    0
    """
    if isinstance(pack, str | Path):
        from practice_rules.packs import load_pack  # reading files is for those who name a pack

        pack = load_pack(pack)
    now = read_moment(as_of, "as_of")
    known = None if known_at is None else read_moment(known_at, "known_at")
    return Result(evaluate_rows(case, pack, now, known), known)
