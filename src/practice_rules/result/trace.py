"""The trace of an obligation: sentences that can be read aloud, in the order in which the verdict was reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_rules.dates.clock import Moment, human_due, human_moment
from practice_rules.engine.rows import BREACHED, DUE, LAPSED, MET
from practice_rules.language.rules import Check, Gate, Judgement, Limit, Quota
from practice_rules.result.lateness import Late
from practice_rules.result.rule_words import rule_words
from practice_rules.result.wording import listed, say_happening

if TYPE_CHECKING:
    from practice_rules.result.obligation import Obligation


def trace(obligation: Obligation) -> tuple[str, ...]:
    """The sentences: what set it off, what was owed by when, what was tried, what came of it, what qualifies it."""
    row = obligation.row
    sentences = [f"It was set off by: {_uncapital(obligation.trigger.words)}.", _owed(obligation)]
    if row.plain_due is not None and row.due is not None:
        sentences.append(
            f"Without the agreed variation it would have been due by {human_due(row.plain_due)} "
            f"and would be {row.plain_status}."
        )
    sentences += [miss.sentence for miss in obligation.near_misses]
    sentences.append(conclusion(obligation))
    sentences += _remarks(obligation)
    return tuple(sentences)


def _owed(obligation: Obligation) -> str:
    row = obligation.row
    rule = row.rule.rule
    words = rule_words(row.rule)
    in_phase = row.length is not None and row.phase is not None
    when = f"in this phase every {row.length}" if in_phase else words.when
    asked = f"The rule asks for {words.owed}, {when}"
    if row.due is None or isinstance(rule, Check | Gate):
        return f"{asked}."
    end = human_due(row.due)
    if row.due.instant is None and isinstance(rule, Limit):
        return f"{asked}; the last day on which the limit held is {end}."
    return f"{asked}; it is due by {'the end of ' if row.due.instant is None else ''}{end}."


def conclusion(obligation: Obligation) -> str:
    """The verdict in one sentence."""
    row = obligation.row
    reason = obligation.because
    if row.status == MET:
        return _met(obligation)
    if row.status == DUE:
        return _due(obligation)
    if row.status == LAPSED:
        return reason or "It fell away before it was due."
    if row.status == BREACHED:
        return _breached(obligation)
    return f"It cannot be told from the record. {reason or ''}".strip()


def _met(obligation: Obligation) -> str:
    row = obligation.row
    if isinstance(row.rule.rule, Limit):
        return "Met: the limit has held."
    if isinstance(row.rule.rule, Judgement):
        return f"Met: {_uncapital(obligation.because or '')}"
    if isinstance(row.rule.rule, Check | Gate):
        return f"Met: everything asked for was in place at {say_happening(row.done)}." if row.done else "Met."
    if row.done is None:
        return "Met."
    return f"Met in time: {say_happening(row.done)}."


def _due(obligation: Obligation) -> str:
    row = obligation.row
    if row.due is None:
        return "Still to be done; it has no time limit."
    lacking = listed(obligation.missing)
    if row.trigger.planned and lacking:
        return f"Judged on {human_due(row.due)}; not yet in place: {lacking}."
    if row.trigger.planned and isinstance(row.rule.rule, Check | Gate):
        return f"Judged when it takes place, on {human_due(row.due)}."
    return f"Not done yet, and not late: there is until {human_due(row.due)}."


def _breached(obligation: Obligation) -> str:
    row, late = obligation.row, obligation.late
    parts = []
    if obligation.because is not None:
        parts.append(_uncapital(obligation.because.rstrip(".")))
    if late is not None and isinstance(row.rule.rule, Limit | Gate):
        if row.remedied is not None:
            parts.append(f"put right on {human_moment(row.remedied)}, {how_late(late)} on")
        elif isinstance(row.rule.rule, Limit) and row.due is not None:
            parts.append(f"the limit was passed {how_late(late)} before {human_moment(_day(late.until))}")
    elif row.remedied is not None and row.done is not None and late is not None:
        parts.append(f"done {how_late(late)} late{_missed(obligation)}: {say_happening(row.done)}")
    elif late is not None:
        end = "as of" if late.open else "when it ended on"
        parts.append(f"not done, and {how_late(late)} late {end} {human_moment(_day(late.until))}{_missed(obligation)}")
    elif not parts:
        parts.append("not done")
    return f"Breached: {'; '.join(parts)}."


def _day(moment: Moment) -> Moment:
    return Moment(moment.day, None)


def how_late(late: Late) -> str:
    """Lateness in words: in the rule's own unit, and in calendar days where those differ."""
    unit = late.unit if late.own != 1 else late.unit.removesuffix("s")
    words = f"{late.own} {unit}"
    if late.unit != "days" and late.calendar_days:
        words += f" ({late.calendar_days} calendar day{'' if late.calendar_days == 1 else 's'})"
    return words


def _missed(obligation: Obligation) -> str:
    late = obligation.late
    if late is None or late.intervals_missed is None:
        return ""
    number = late.intervals_missed
    if isinstance(obligation.row.rule.rule, Quota):
        return f", {number} too few"
    return f", with {number} interval{'' if number == 1 else 's'} missed"


def _remarks(obligation: Obligation) -> list[str]:
    row = obligation.row
    remarks = []
    if row.status in (LAPSED, MET, BREACHED) and row.because is not None and row.because[0] == "condition failed":
        remarks.append("Nothing is owed once its condition has failed.")
    if row.due is not None and row.due.provisional:
        remarks.append("The date is provisional: the bank holidays of some of the days counted are not announced yet.")
    if obligation.precision == "day":
        remarks.append("Only days are known, so hours were judged by the day.")
    if row.waived is not None:
        remarks.append(_waived(obligation))
    if obligation.reading is not None:
        remarks.append(f"How the document is read: {obligation.reading}")
    return remarks


def _waived(obligation: Obligation) -> str:
    waiver = obligation.waived
    assert waiver is not None
    who = f" by the {waiver.by.replace('_', ' ')}" if waiver.by else ""
    until = f", until {human_moment(waiver.until)}" if waiver.until is not None else ""
    return f"It was waived{who}{until}; the verdict stands as it is."


def _uncapital(sentence: str) -> str:
    first = sentence.split(" ", 1)[0]
    return sentence if first.isupper() and len(first) > 1 else sentence[:1].lower() + sentence[1:]


__all__ = ["conclusion", "how_late", "trace"]
