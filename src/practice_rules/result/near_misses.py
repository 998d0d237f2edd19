"""Events that almost discharged an obligation, and why each did not count."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from practice_rules.dates.clock import Moment, human_moment
from practice_rules.engine.acts import Act
from practice_rules.engine.record import Happening, Record, happened_by
from practice_rules.engine.rows import LAPSED, Row
from practice_rules.engine.states import due_start
from practice_rules.language.rules import Deadline, Gate, Lead, Need, Quota, Series
from practice_rules.result.opening import Window, window_of_row
from practice_rules.result.reasons import shortfalls
from practice_rules.result.rule_words import rule_words
from practice_rules.result.wording import in_words, listed, say_happening
from practice_rules.vocabulary.words import Vocabulary

FAILED, UNSURE, EARLY, OTHER, COUNTED = "failed", "unsure", "early", "other", "counted"
"""Kinds of near miss: a condition not fulfilled, a fact not recorded, before the window, about something else, used."""


class NearMiss(NamedTuple):
    """An event that was looked at and did not count, with each reason in words."""

    happening: Happening
    kind: str
    failed: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The near miss as a sentence: `Visit made on Tue 12 Mar 2024 did not count: the child was not seen.`"""
        event = say_happening(self.happening)
        verb = "may or may not count" if self.kind == UNSURE else "did not count"
        return f"{event[:1].upper()}{event[1:]} {verb}: {listed(self.failed)}."


class Siblings:
    """The other obligations of one rule: what each event of the case counted for, and what may be meant by `about`."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = list(rows)
        self.served: dict[int, Row] = {}
        self.keys: set[str] = set()
        self.types: set[str] = set()
        for row in self.rows:
            self.keys.update(row.trigger.keys)
            if row.trigger.happening is not None:
                self.types.add(row.trigger.happening.type)
            for happening in (row.done, *(row.evidence if isinstance(row.rule.rule, Quota) else ())):
                if happening is not None:
                    self.served.setdefault(id(happening), row)

    def before(self, row: Row) -> Row | None:
        """The obligation of an earlier trigger that stands before this one."""
        earlier = [other for other in self.rows if other.trigger.order < row.trigger.order]
        return max(earlier, key=lambda other: other.trigger.order, default=None)


def near_misses(row: Row, record: Record, siblings: Siblings, words: Vocabulary) -> tuple[NearMiss, ...]:
    """The events of the act's types that fell in an obligation's window, or just before it, and did not count."""
    if isinstance(row.rule.rule, Gate):
        return tuple(_at_the_gate(row, row.rule.rule, record, words))
    known = rule_words(row.rule)
    act = known.act
    if act is None or act.recorded or not isinstance(row.rule.rule, Deadline | Lead | Series | Quota):
        return ()
    window = window_of_row(row, record, siblings.before(row) if isinstance(row.rule.rule, Lead) else None)
    found: list[NearMiss] = []
    early: NearMiss | None = None
    seen: set[str] = set()
    for happening in record.of_types(known.act_types):
        if happening is row.done or happening is row.trigger.happening or happening in row.evidence:
            continue
        if happening.order > window.stop:
            break
        if happening.order < window.start:
            early = _too_early(row, happening, act, record, siblings, window) or early
            continue
        miss = why_not(row, happening, act, record, siblings, words)
        if miss is None or (miss.kind in (OTHER, COUNTED) and miss.kind in seen):
            continue
        seen.add(miss.kind)
        found.append(miss)
    return (*(() if early is None else (early,)), *found)


def why_not(
    row: Row, happening: Happening, act: Act, record: Record, siblings: Siblings, words: Vocabulary
) -> NearMiss | None:
    """Why an event inside the window did not count; `None` when it did, as one part of the act."""
    failed, unsure = shortfalls(act, happening, record, words, row.rule.conventions.leap_birthday)
    if failed:
        return NearMiss(happening, UNSURE if unsure else FAILED, tuple(failed))
    unlike = _unlike(row, happening, act)
    if unlike:
        return NearMiss(happening, OTHER, (f"it is about another {listed(unlike, 'or')}",))
    other = _about_another(row, happening, record, siblings)
    if other is not None:
        return NearMiss(happening, OTHER, (f"it is about another event, {say_happening(other)}",))
    used = siblings.served.get(id(happening))
    if used is not None and used is not row and getattr(row.rule.rule, "discharges", "one") == "one":
        return NearMiss(happening, COUNTED, (f"it already counted for {_named(used)}",))
    return None


def _named(row: Row) -> str:
    happening = row.trigger.happening
    return say_happening(happening) if happening is not None else f"what began on {human_moment(row.trigger.moment)}"


def _unlike(row: Row, happening: Happening, act: Act) -> list[str]:
    """The attributes that had to be the trigger's and were not (another placement, another worker)."""
    options = [option for part in act.parts for option in part.options if happening.type in option.types]
    if not options or any(option.matches(happening, row.trigger) is not False for option in options):
        return []
    return [in_words(name) for name in options[0].match]


def _about_another(row: Row, happening: Happening, record: Record, siblings: Siblings) -> Happening | None:
    about = happening.about
    if about is None or about in row.trigger.keys or not isinstance(row.rule.rule, Deadline | Lead):
        return None
    target = record.by_key.get(about)
    if target is None or (about not in siblings.keys and target.type not in siblings.types):
        return None
    return target


def _too_early(
    row: Row, happening: Happening, act: Act, record: Record, siblings: Siblings, window: Window
) -> NearMiss | None:
    """An event that would have counted had it not come before the window opened, or before the trigger."""
    rule = row.rule.rule
    if isinstance(rule, Series) or id(happening) in siblings.served or row.status == LAPSED:
        return None
    if not any(found.happening is happening and found.sure for part in act.parts for found in part.found(record)):
        return None
    if _unlike(row, happening, act) or (happening.about is not None and happening.about not in row.trigger.keys):
        return None
    if isinstance(rule, Lead) and window.opens is not None:
        return NearMiss(happening, EARLY, (f"it was before the window opened on {human_moment(window.opens)}",))
    if isinstance(rule, Deadline) and _just_before(row, happening):
        when = human_moment(row.trigger.moment)
        return NearMiss(happening, EARLY, (f"it was before the duty began on {when}",))
    return None


def _just_before(row: Row, happening: Happening) -> bool:
    """Whether an event is no further before the trigger than the time the rule allows after it."""
    if row.length is None:
        return False
    return happening.order >= due_start(row.rule.compiler.before(row.length)(row.trigger.moment))


def _at_the_gate(row: Row, rule: Gate, record: Record, words: Vocabulary) -> Iterable[NearMiss]:
    """For each thing that was not in place, the last event that came near to being it."""
    for need in rule.needs:
        if need.named in row.missing and need.do is not None:
            miss = _last_attempt(row, need, record, words)
            if miss is not None:
                yield miss


def _last_attempt(row: Row, need: Need, record: Record, words: Vocabulary) -> NearMiss | None:
    assert need.do is not None
    act = row.rule.compiler.act(need.do)
    oldest = None if need.fresh is None else row.rule.compiler.before(need.fresh)(row.trigger.moment)
    for happening in reversed(record.of_types(act.types)):
        if happening is row.trigger.happening or not happened_by(happening.moment, row.trigger.moment):
            continue
        failed, unsure = shortfalls(act, happening, record, words, row.rule.conventions.leap_birthday)
        if failed:
            return NearMiss(happening, UNSURE if unsure else FAILED, tuple(failed))
        if oldest is not None and happening.order < due_start(oldest):
            since = human_moment(Moment(oldest.day, oldest.instant))
            return NearMiss(happening, EARLY, (f"it was before {since}, too old to count",))
        return None
    return None
