"""Why an obligation lapsed, cannot be told, or was found wanting: one sentence, and the facts that are missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from practice_rules.dates.clock import human_moment
from practice_rules.dates.days import LeapBirthday
from practice_rules.engine.acts import Act
from practice_rules.engine.record import Happening, Record
from practice_rules.engine.rows import BREACHED, UNKNOWN, Row, Why
from practice_rules.language.rules import Check
from practice_rules.result.phrases import say_state
from practice_rules.result.rule_words import rule_words
from practice_rules.result.wording import capital, in_words, lacked, listed, say_happening
from practice_rules.vocabulary.words import Vocabulary


def why(row: Row, record: Record, words: Vocabulary) -> str | None:
    """Why it lapsed, is unknown, or was breached for something other than the passing of a date."""
    if row.because is None:
        return _check_failed(row, record, words) if row.status == BREACHED else None
    code, about = row.because
    tell = _WHY.get(code)
    return None if tell is None else capital(tell(row, about, record, words))


def missing_facts(row: Row, record: Record, words: Vocabulary) -> tuple[str, ...]:
    """The facts that are not recorded or not in place, in words, each once."""
    facts: list[str] = []
    if row.status == UNKNOWN and row.because is not None and row.because[0] == "attempt":
        facts = _doubts(row, _happenings(row.because[1]), record, words)
    return tuple(dict.fromkeys(facts or [_fact(name, row, words) for name in row.missing]))


def _fact(name: str, row: Row, words: Vocabulary) -> str:
    attribute, of, event_type = name.partition(" of ")
    if of and event_type in words.events:
        return f"{in_words(attribute)} of {in_words(event_type)}"
    if name in words.events:
        return in_words(name)
    happening = row.trigger.happening
    known = None if happening is None else words.attribute(happening.type, name)
    known = known or words.attributes.get(name)
    if known is not None and known.type == "boolean":
        meaning = known.meaning.rstrip(".")
        return f"whether {meaning[:1].lower()}{meaning[1:]}"
    return in_words(name) if " " not in name else name


def _happenings(about: object) -> list[Happening]:
    if isinstance(about, Happening):
        return [about]
    return [each for each in about if isinstance(each, Happening)] if isinstance(about, tuple) else []


def act_of(row: Row) -> Act | None:
    """The compiled act that discharges a row's rule; `None` for forms that no act discharges."""
    return rule_words(row.rule).act


def shortfalls(
    act: Act, happening: Happening, record: Record, words: Vocabulary, leap: LeapBirthday
) -> tuple[list[str], bool]:
    """What an event lacked to count for an act, and whether that is only for want of a fact.

    Of several ways of doing the act, the one that the event came nearest to speaks. An empty list: it qualifies.
    """
    best: tuple[list[str], bool] | None = None
    for part in act.parts:
        for option in part.options:
            if happening.type not in option.types:
                continue
            found = [phrase for where in option.wheres for phrase in lacked(where, record, happening, words, leap)]
            if not found:
                return [], False
            unsure = option.condition is not None and option.condition(record, happening) is None
            if best is None or (not unsure, len(found)) < (not best[1], len(best[0])):
                best = (found, unsure)
    return best or ([], False)


def _doubts(row: Row, attempts: Iterable[Happening], record: Record, words: Vocabulary) -> list[str]:
    act = act_of(row)
    if act is None:
        return []
    facts = []
    for attempt in attempts:
        found, _ = shortfalls(act, attempt, record, words, row.rule.conventions.leap_birthday)
        facts += [f"{_plainly(phrase)} ({say_happening(attempt)})" for phrase in found]
    return facts


def _plainly(phrase: str) -> str:
    return phrase.removeprefix("it is not recorded ").removesuffix(" is not recorded")


def _check_failed(row: Row, record: Record, words: Vocabulary) -> str | None:
    rule, happening = row.rule.rule, row.trigger.happening
    if not isinstance(rule, Check):
        return None
    found = []
    if happening is not None:
        found = lacked(rule.have, record, happening, words, row.rule.conventions.leap_birthday)
    if not found and rule.while_ is not None:
        found = [f"this did not hold at the time: {say_state(rule.while_)}"]
    return capital(listed(found)) + "." if found else None


def _ended(row: Row, about: Any, _record: Record, _words: Vocabulary) -> str:
    cause = in_words(about) if " " not in str(about) else str(about)
    when = "" if row.ended is None else f" on {human_moment(row.ended)}"
    return f"it fell away{when}, before it was due: {cause}."


def _cancelled(row: Row, _about: Any, _record: Record, _words: Vocabulary) -> str:
    when = "" if row.ended is None else f" on {human_moment(row.ended)}"
    return f"the meeting it hung on was called off{when}, before it was due."


def _never_done(row: Row, _about: Any, _record: Record, _words: Vocabulary) -> str:
    when = "" if row.ended is None else f" on {human_moment(row.ended)}"
    return f"what it belongs to ended{when} and it had not been done."


def _condition_failed(_row: Row, about: Any, _record: Record, _words: Vocabulary) -> str:
    how = say_happening(about) if isinstance(about, Happening) else "the record"
    return f"it is not owed after all: {how} settled that its condition does not hold."


def _condition_open(_row: Row, about: Any, _record: Record, _words: Vocabulary) -> str:
    names = listed((in_words(name) for name in about), "or")
    return f"its date has passed and nothing recorded settles whether it is owed; that needs {names}."


def _attempt(_row: Row, about: Any, _record: Record, _words: Vocabulary) -> str:
    attempts = _happenings(about)
    named = listed(say_happening(attempt) for attempt in attempts[:3])
    more = f" and {len(attempts) - 3} more" if len(attempts) > 3 else ""
    return f"{named}{more} may have counted; the record lacks a fact that would tell."


def _facts(row: Row, _about: Any, record: Record, words: Vocabulary) -> str:
    return f"what would settle it is not recorded: {listed(missing_facts(row, record, words)) or 'a fact'}."


def _trigger(row: Row, _about: Any, record: Record, words: Vocabulary) -> str:
    return f"whether it is owed cannot be told, for want of: {listed(missing_facts(row, record, words))}."


def _coverage(row: Row, about: Any, record: Record, words: Vocabulary) -> str:
    names = listed(missing_facts(row, record, words), "or")
    coverage = record.case.coverage
    absent = coverage is not None and not any(coverage.holds(name) for name in row.missing)
    how = "does not hold" if absent else "holds only some of what matters here"
    return f"{about} {how}: {names}."


def _recorded(_row: Row, _about: Any, _record: Record, _words: Vocabulary) -> str:
    return "the record does not say when it was written up."


def _not_in_place(row: Row, about: Any, _record: Record, _words: Vocabulary) -> str:
    verb = "was not in place" if row.status == BREACHED else "cannot be shown to have been in place"
    return f"{listed(map(str, about))} {verb} on the day."


def _held(_row: Row, about: Any, _record: Record, _words: Vocabulary) -> str:
    return f"the limit held (counted: {about})."


def _exceeded(row: Row, about: Any, _record: Record, _words: Vocabulary) -> str:
    when = "" if row.ended is None else f" on {human_moment(row.ended)}"
    return f"the limit was passed{when} (counted: {about})."


def _judged(row: Row, about: Any, _record: Record, _words: Vocabulary) -> str:
    how = "not met" if row.status == BREACHED else "met"
    return f"an audit found it {how}: {say_happening(about)}."


def _unjudged(_row: Row, _about: Any, _record: Record, _words: Vocabulary) -> str:
    return "only a person can judge this, and no audit has answered it yet."


def _calendar(_row: Row, _about: Any, _record: Record, _words: Vocabulary) -> str:
    return "the calendar in use has no school terms; give one that does."


_WHY: dict[Why, Callable[[Row, Any, Record, Vocabulary], str]] = {
    "ended": _ended,
    "cancelled": _cancelled,
    "never done": _never_done,
    "condition failed": _condition_failed,
    "condition open": _condition_open,
    "attempt": _attempt,
    "facts": _facts,
    "trigger": _trigger,
    "coverage": _coverage,
    "record": _recorded,
    "not in place": _not_in_place,
    "held": _held,
    "exceeded": _exceeded,
    "judged": _judged,
    "judgement": _unjudged,
    "calendar": _calendar,
}

__all__ = ["act_of", "missing_facts", "shortfalls", "why"]
