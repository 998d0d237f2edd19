"""An obligation as people and programs read it: a light view over what the engine worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from practice_rules.dates.clock import Due, Moment
from practice_rules.dates.durations import Range
from practice_rules.engine.record import Happening, as_moment
from practice_rules.engine.rows import MET, UNKNOWN, Row
from practice_rules.language.rules import Lead, Phase, Series
from practice_rules.result.lateness import Late, late
from practice_rules.result.moments import When, as_when
from practice_rules.result.near_misses import NearMiss, near_misses
from practice_rules.result.once import once
from practice_rules.result.reasons import missing_facts, why
from practice_rules.result.rule_words import rule_words
from practice_rules.result.trace import trace
from practice_rules.result.triggers import SetOff, set_off

if TYPE_CHECKING:
    from practice_rules.result.result import Result

TIMED = frozenset({"deadline", "lead", "series", "quota", "limit"})
"""Forms that the passing of time decides."""


class Discharge(NamedTuple):
    """The event that discharged an obligation, in time or late."""

    event: str
    id: str | None
    at: When
    by: str | None


class Owed(NamedTuple):
    """The role that owes it, and whether the document says so or the pack reads it from the context."""

    role: str
    stated: bool


class SourceCited(NamedTuple):
    """Where a rule comes from: the document, its publisher and date, and the section in it."""

    document: str
    title: str
    publisher: str
    dated: str | None
    section: str


class Waiver(NamedTuple):
    """A waiver that the document does not provide for: by which role, why, and until when."""

    by: str | None
    why: str | None
    until: Moment | None


class Plain(NamedTuple):
    """What the verdict would have been had no variation been agreed."""

    status: str
    due: When


class Obligation:
    """One rule applied to one trigger of one case.

    Everything wordy is worked out when it is asked for. Dates are `datetime.date`, or aware `datetime` in
    Europe/London where a time of day matters.
    """

    def __init__(self, row: Row, result: Result) -> None:
        self.row = row
        self.result = result
        self._words = rule_words(row.rule)

    def __repr__(self) -> str:
        return f"<Obligation {self.rule_id} {self.status}>"

    @property
    def rule_id(self) -> str:
        """The rule's id, which is its topic."""
        return self.row.rule.id

    @property
    def title(self) -> str:
        """What is owed, in the pack's words; a phase of a series may have its own."""
        phase = self._phase
        return (phase.title if phase is not None else None) or self.row.rule.rule.title

    @property
    def _phase(self) -> Phase | None:
        if self.row.phase is None:
            return None
        phases = self._words.phases
        return phases[self.row.phase] if phases else None

    @property
    def form(self) -> str:
        """The form of the rule: deadline, lead, series, quota, check, gate, limit or judgement."""
        return self._words.form

    @property
    def strength(self) -> str:
        """must, should or may."""
        return self.row.rule.rule.strength

    @property
    def part(self) -> int:
        """Which of several obligations of one trigger: the milestone, the window, the date of a moved meeting."""
        return self.row.part + 1

    @property
    def status(self) -> str:
        """met, due, breached, lapsed or unknown."""
        return self.row.status

    @property
    def opens(self) -> When | None:
        """From when it was owed."""
        return as_when(self.row.opens)

    @property
    def due(self) -> When | None:
        """The last day, or the last moment, in time. `None` for a duty without a date."""
        return as_when(self.row.due)

    @property
    def target(self) -> When | None:
        """The inner end of a range such as six to eight weeks; `None` where the rule gives no range."""
        return as_when(self._target)

    @once
    def _target(self) -> Due | None:
        row = self.row
        if not isinstance(row.length, Range) or row.due is None:
            return None
        compiler = row.rule.compiler
        clock = compiler.before if isinstance(row.rule.rule, Lead) else compiler.after
        standing = row.plain_due or row.due
        if clock(row.length.outer)(row.trigger.moment)[:2] != standing[:2]:
            return None
        target = clock(row.length.target)(row.trigger.moment)
        return target if target[0] <= row.due[0] else None

    @once
    def trigger(self) -> SetOff:
        """What set it off."""
        return set_off(self.row)

    @property
    def discharged_by(self) -> Discharge | None:
        """The event that discharged it, in time or late; `None` while nothing has."""
        done = self.row.done
        if done is None or (self.status not in (MET, UNKNOWN) and self.row.remedied is None):
            return None
        when = as_when(done.moment)
        assert when is not None
        return Discharge(done.type, done.id, when, done.by)

    @property
    def remedied_at(self) -> When | None:
        """When a breach was put right; `None` while it has not been."""
        return as_when(self.row.remedied)

    @once
    def late(self) -> Late | None:
        """How late it was or is, when it is breached."""
        return late(self.row, self.result.evaluation.record)

    @property
    def responsible(self) -> Owed | None:
        """Who owes it; `None` where neither the document nor the pack says."""
        who = self._words.responsible
        return None if who is None else Owed(*who)

    @property
    def standard(self) -> tuple[str, ...]:
        """The numbers of the statements it carries: its phase's own where the phase has them."""
        return self.row.standard or self._words.standard

    @property
    def source(self) -> SourceCited:
        """The document and section it comes from."""
        cited = self.row.rule.rule.source
        document = self.result.evaluation.pack.pack.sources.get(cited.document)
        if document is None:
            return SourceCited(cited.document, cited.document, "", None, cited.section)
        return SourceCited(cited.document, document.title, document.publisher, document.dated, cited.section)

    @property
    def reading(self) -> str | None:
        """How an ambiguous or silent text is read, where it is."""
        return self.row.rule.rule.reading

    @property
    def provisional(self) -> bool:
        """Whether its date was counted over days whose bank holidays are not announced yet."""
        return self.row.due is not None and self.row.due.provisional

    @property
    def precision(self) -> str:
        """`day` where hours had to be judged by the day, because only a date was known; otherwise `exact`."""
        return "day" if self.row.by_day else "exact"

    @property
    def waived(self) -> Waiver | None:
        """The waiver it was marked with; its status stays what it would be without."""
        waiver = self.row.waived
        if waiver is None:
            return None
        until = waiver.attributes.get("until")
        reason = waiver.attributes.get("reason")
        by = waiver.attributes.get("authorised_by") or waiver.by
        return Waiver(
            None if by is None else str(by),
            None if reason is None else str(reason),
            None if until is None else as_moment(until),  # type: ignore[arg-type]  # a date by the vocabulary
        )

    @property
    def plain(self) -> Plain | None:
        """The verdict and date without the agreed variation; `None` where nothing was agreed."""
        if self.row.plain_due is None:
            return None
        due = as_when(self.row.plain_due)
        assert due is not None
        return Plain(self.row.plain_status or self.status, due)

    @once
    def missing(self) -> tuple[str, ...]:
        """The facts that are not recorded, or the things not in place, in words."""
        return missing_facts(self.row, self.result.evaluation.record, self.result.words)

    @once
    def because(self) -> str | None:
        """Why it lapsed, cannot be told, or was found wanting, as a sentence."""
        return why(self.row, self.result.evaluation.record, self.result.words)

    @once
    def near_misses(self) -> tuple[NearMiss, ...]:
        """The events that almost discharged it, each with the condition it failed."""
        result = self.result
        return near_misses(self.row, result.evaluation.record, result.siblings(self.rule_id), result.words)

    @once
    def trace(self) -> tuple[str, ...]:
        """How the verdict was reached, as sentences that can be read aloud."""
        return trace(self)

    @property
    def phase(self) -> int | None:
        """Which phase of a series it falls due in, counted from 1; `None` where there are none."""
        return None if self.row.phase is None or not isinstance(self.row.rule.rule, Series) else self.row.phase + 1

    @property
    def evidence(self) -> tuple[Happening, ...]:
        """The events that count towards it without each discharging it alone."""
        return self.row.evidence

    @property
    def answered(self) -> bool:
        """Whether the record decides it, or time will: false for checks and judgements the source cannot answer."""
        return self.form not in ("check", "judgement") or self.status != UNKNOWN
