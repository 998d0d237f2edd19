"""The laws of evaluation: what must hold of any engine that says what is owed, whatever the pack.

Each law takes a way of evaluating and a drawn case; anyone may try their own adapter against them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from hypothesis import strategies as st

from practice_rules.case import Case
from practice_rules.dates.clock import Moment
from practice_rules.engine.compile import CompiledPack
from practice_rules.engine.evaluate import evaluate_rows
from practice_rules.engine.record import as_moment, happened_by
from practice_rules.engine.rows import Row
from practice_rules.testing.cases import SPAN_DAYS, START, cases
from practice_rules.testing.laws import Law, check_laws


@dataclass(frozen=True, order=True)
class Owed:
    """One obligation in plain values, so that any engine's answer can be put beside another's.

    `form` is the form of its rule, or `awaited` where it follows from a duty that is owed `provided` something; a way
    of evaluating that has neither limits nor quotas nor such duties can leave it out.
    """

    rule: str
    trigger: str
    part: int
    status: str
    due: str
    opens: str = ""
    form: str = ""


Evaluate = Callable[[Case, date, date | None], list[Owed]]
"""A way of evaluating: a case, `as_of` and `known_at` to what is owed."""


def evaluator(pack: CompiledPack) -> Evaluate:
    """This library's own way of evaluating a pack."""

    def evaluate(case: Case, as_of: date, known_at: date | None = None) -> list[Owed]:
        known = None if known_at is None else as_moment(known_at)
        return [
            Owed(
                row.rule.id,
                f"{row.trigger.keys[:1]}{_said(row.trigger.moment)}",
                row.part,
                row.status,
                "" if row.due is None else _said(Moment(row.due.day, row.due.instant)),
                _said(row.opens),
                "awaited" if _awaits_an_answer(row) else str(getattr(row.rule.rule, "form", "")),
            )
            for row in evaluate_rows(case, pack, as_moment(as_of), known).rows
        ]

    return evaluate


def _awaits_an_answer(row: Row) -> bool:
    """Whether an obligation follows from one that is owed `provided` something."""
    source = row.trigger.source
    if not isinstance(source, Row):
        return False
    return getattr(source.rule.rule, "provided", None) is not None or _awaits_an_answer(source)


def _said(moment: Moment) -> str:
    return f"{moment.day:07d}/{'' if moment.instant is None else moment.instant}"


@dataclass(frozen=True)
class EvaluationLaw:
    """A law of evaluation: its name, what it says, and the function that gives `None` or what breaks it."""

    name: str
    meaning: str
    broken_by: Callable[[Evaluate, Case, date, int], str | None]


def _order(evaluate: Evaluate, case: Case, as_of: date, seed: int) -> str | None:
    shuffled = list(case.events)
    Random(seed).shuffle(shuffled)
    first, second = evaluate(case, as_of, None), evaluate(replace(case, events=tuple(shuffled)), as_of, None)
    return None if first == second else "the same events in another order"


def _duplicates(evaluate: Evaluate, case: Case, as_of: date, seed: int) -> str | None:
    twice = replace(case, events=(*case.events, case.events[seed % len(case.events)]))
    return None if evaluate(case, as_of, None) == evaluate(twice, as_of, None) else "one entry sent twice"


def _future(evaluate: Evaluate, case: Case, as_of: date, _seed: int) -> str | None:
    limit = as_moment(as_of)
    seen = tuple(
        event
        for event in case.events
        if event.status != "occurred" or event.corrects is not None or happened_by(as_moment(event.at), limit)
    )
    same = evaluate(case, as_of, None) == evaluate(replace(case, events=seen), as_of, None)
    return None if same else "an event after as_of changed what was owed"


def _known(evaluate: Evaluate, case: Case, as_of: date, seed: int) -> str | None:
    then = as_of - timedelta(days=seed % 60)
    limit = as_moment(then)
    stood = tuple(
        event
        for event in case.events
        if (
            happened_by(as_moment(event.recorded_at), limit)
            if event.recorded_at is not None
            else event.status != "occurred" or happened_by(as_moment(event.at), limit)
        )
    )
    same = evaluate(case, as_of, then) == evaluate(replace(case, events=stood), as_of, None)
    return None if same else f"known at {then} is not the record as it then stood"


def _distinct(evaluate: Evaluate, case: Case, as_of: date, _seed: int) -> str | None:
    found = [(owed.rule, owed.trigger, owed.part, owed.due) for owed in evaluate(case, as_of, None)]
    twice = {each for each in found if found.count(each) > 1}
    named = [each for each in twice if not each[1].startswith("()")]
    return None if not named else f"two obligations of {sorted(named)[0][0]} have one trigger"


def _opens(evaluate: Evaluate, case: Case, as_of: date, _seed: int) -> str | None:
    for owed in evaluate(case, as_of, None):
        if owed.due and owed.due.split("/")[0] < owed.opens.split("/")[0]:
            return f"{owed.rule} is due before it opens"
    return None


FORWARD = {
    "due": {"due", "unknown", "met", "breached", "lapsed"},
    "unknown": {"unknown", "met", "breached", "lapsed"},
    "met": {"met"},
    "breached": {"breached"},
    "lapsed": {"lapsed"},
}
"""What a status may become as `as_of` moves on, while the due date stays what it was."""

STILL = {
    ("limit", "met"): {"met", "unknown", "breached"},
    ("quota", "lapsed"): {"lapsed", "unknown", "met"},
    ("awaited", "unknown"): {"due", "unknown", "met", "breached", "lapsed"},
}
"""Where more may follow: a limit is met only while it holds; a part of a window in which nothing is owed
(`part_windows: lapse`) may be met for all that; and what follows from a duty that is owed `provided` something cannot
be told until that is answered, and may then still be due."""


def _forward(evaluate: Evaluate, case: Case, as_of: date, seed: int) -> str | None:
    happened = _what_took_place(case)
    later = as_of + timedelta(days=1 + seed % 90)
    before, after = (_by_name(evaluate(happened, day, None)) for day in (as_of, later))
    for name in before.keys() & after.keys():
        if len(before[name]) > 1 or len(after[name]) > 1:
            continue  # two of one name cannot be followed
        was, owed = before[name][0], after[name][0]
        allowed = STILL.get((owed.form, was.status), FORWARD[was.status])
        if owed.status not in allowed:
            return f"{owed.rule} was {was.status} on {as_of} and {owed.status} on {later}"
    return None


def _by_name(found: list[Owed]) -> dict[tuple[str, str, int, str], list[Owed]]:
    """Obligations by which they are. One whose due date has moved (a phase, an agreement) is judged anew."""
    named: dict[tuple[str, str, int, str], list[Owed]] = {}
    for owed in found:
        named.setdefault((owed.rule, owed.trigger, owed.part, owed.due), []).append(owed)
    return named


def _what_took_place(case: Case) -> Case:
    """The case without its diary, and without links to what comes later: what moves with what is not yet known."""
    place = {event.id: as_moment(event.at).day for event in case.events if event.id is not None}
    kept = []
    for event in case.events:
        if event.status == "occurred":
            later = event.about is not None and place.get(event.about, 0) >= as_moment(event.at).day
            kept.append(replace(event, about=None) if later else event)
    return replace(case, events=tuple(kept))


def _one_by_one(evaluate: Evaluate, case: Case, as_of: date, seed: int) -> str | None:
    arriving = list(case.events)
    Random(seed).shuffle(arriving)
    whole = evaluate(case, as_of, None)
    growing, said = replace(case, events=()), []
    for event in arriving:
        growing = replace(growing, events=(*growing.events, event))
        said.append(evaluate(growing, as_of, None))
    if said and said[-1] != whole:
        return "the entries one at a time, in another order, ended elsewhere than all at once"
    half = len(arriving) // 2
    if half and said[half - 1] != evaluate(replace(case, events=tuple(arriving[:half])), as_of, None):
        return "what was asked before, asked again, had another answer"
    return None


EVALUATION_LAWS: tuple[EvaluationLaw, ...] = (
    EvaluationLaw("order", "the order of the events does not matter", _order),
    EvaluationLaw("duplicates", "an entry sent twice is one entry", _duplicates),
    EvaluationLaw("the future", "an event after as_of changes nothing but what is planned", _future),
    EvaluationLaw("known at", "known_at is the record as it then stood", _known),
    EvaluationLaw("distinct", "every obligation of a rule has a trigger of its own", _distinct),
    EvaluationLaw("opens", "nothing is due before it opens", _opens),
    EvaluationLaw("forward", "of what took place, a status only moves forward with as_of", _forward),
    EvaluationLaw("one by one", "adding entries one at a time ends where adding all at once ends", _one_by_one),
)


def check_evaluation_laws(
    pack: CompiledPack,
    evaluate: Evaluate | None = None,
    *,
    max_examples: int = 100,
    laws: tuple[EvaluationLaw, ...] = EVALUATION_LAWS,
) -> None:
    """Try a way of evaluating (this library's own, if none is given) against every law, on cases drawn for a pack.

    Raises `LawBroken` for the first law that does not hold, with the smallest case that shows it.
    """
    way = evaluate or evaluator(pack)
    days = st.integers(0, SPAN_DAYS + 100).map(lambda off: START + timedelta(off))
    draws = st.tuples(cases(pack), days, st.integers(0, 1000))
    for law in laws:
        check_laws((Law(law.name, law.meaning, _with_the_case(law)),), way, draws, max_examples)


def _with_the_case(law: EvaluationLaw) -> Callable[[Evaluate, tuple[Case, date, int]], str | None]:
    """The law, and beside what breaks it the case that does."""

    def broken_by(evaluate: Evaluate, draw: tuple[Case, date, int]) -> str | None:
        case, as_of, seed = draw
        shown = law.broken_by(evaluate, case, as_of, seed)
        listed = "\n    ".join(f"{event}" for event in case.events)
        return None if shown is None else f"{shown}\n  as of {as_of}, in\n    {listed}"

    return broken_by
