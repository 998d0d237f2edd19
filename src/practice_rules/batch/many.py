"""Many cases, one after another: each evaluated, or set aside with a reason, and forgotten before the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from practice_rules.batch.case_rows import CaseRows, to_case
from practice_rules.batch.flatten import Flattener, Owed
from practice_rules.batch.flatten_fast import FastFlattener
from practice_rules.batch.outcome import CaseOutcome
from practice_rules.batch.plain import plain_rows
from practice_rules.batch.problems import CaseFailed, CaseFailure, TableProblem
from practice_rules.batch.seen_cases import SeenCases, case_mark
from practice_rules.case import Case, Coverage
from practice_rules.compiled import FastPack
from practice_rules.compiled.history import PlainHistory
from practice_rules.dates.clock import Moment
from practice_rules.dates.days import OutsideCalendar
from practice_rules.engine.compile import CompiledPack
from practice_rules.engine.evaluate import Evaluation, evaluate_rows
from practice_rules.engine.record import end_of
from practice_rules.result.moments import read_moment

When: TypeAlias = str | date | datetime | Moment

OnFailure: TypeAlias = Literal["yield", "raise", "skip"] | Callable[[CaseFailure], None]
"""What becomes of a case that fails: it is yielded in its place, raised as `CaseFailed`, left out, or handed over."""


def evaluate_many(
    cases: Iterable[Case | CaseRows | CaseFailure],
    pack: CompiledPack | str | Path,
    as_of: When,
    known_at: When | None = None,
    *,
    on_failure: OnFailure = "yield",
    coverage: Coverage | None = None,
) -> Iterator[CaseOutcome | CaseFailure]:
    """Evaluate a stream of cases; gives one outcome for each, in order, and holds no more than one case at a time.

    A case that cannot be evaluated is set aside as `on_failure` says, and the next goes on. So is one whose id has
    come by before: its events stand in two places, and neither answer could be trusted. `coverage` is what the source
    shows of cases read from a table; a `Case` has its own. Raises `ValueError` at once for a moment that cannot be
    read and `practice_rules.problems.Refused` for a pack that does not check.

    >>> from practice_rules.case import Subject
    >>> [outcome.case_id for outcome in evaluate_many([Case(Subject("A1")), Case(Subject("A2"))], "york", "2026-03-31")]
    ['A1', 'A2']
    """
    if isinstance(pack, str | Path):
        from practice_rules.packs import load_pack  # reading files is for those who name a pack

        pack = load_pack(pack)
    now = read_moment(as_of, "as_of")
    known = None if known_at is None else read_moment(known_at, "known_at")
    evaluator = Evaluator(pack, now, known, coverage)
    return _settled(map(evaluator.one, cases), on_failure)


def _settled(
    outcomes: Iterable[CaseOutcome | CaseFailure], on_failure: OnFailure
) -> Iterator[CaseOutcome | CaseFailure]:
    for outcome in outcomes:
        if isinstance(outcome, CaseOutcome) or on_failure == "yield":
            yield outcome
        elif on_failure == "raise":
            raise CaseFailed(outcome)
        elif on_failure != "skip":
            on_failure(outcome)


class SeenNow(NamedTuple):
    """The moment of the answer, and the first second that is not seen any more."""

    as_of: Moment
    now: int


class Evaluator:
    """Evaluates one case at a time under one pack, as of one moment; remembers only which ids have come by.

    Plain histories go by the fast path, and the engine answers what it leaves; with `known_at`, or with a `coverage`
    that shows less than everything, the engine answers all.
    """

    def __init__(
        self, pack: CompiledPack, as_of: Moment, known_at: Moment | None = None, coverage: Coverage | None = None
    ) -> None:
        self._pack = pack
        self._as_of = as_of
        self._known_at = known_at
        self._coverage = coverage
        self._flattener = Flattener(pack)
        quick = known_at is None and coverage is None
        self._fast = FastPack(pack, as_of) if quick else None
        self._fast_flattener = FastFlattener(pack, as_of, self._flattener)
        self._seen_from = SeenNow(as_of, end_of(as_of) + (as_of.instant is not None))
        self.seen = SeenCases()

    def one(self, given: Case | CaseRows | CaseFailure) -> CaseOutcome | CaseFailure:
        """The outcome of a case, or why it is set aside. A failure that is given is given back."""
        case_id = given.subject.id if isinstance(given, Case) else given.case_id
        new = self.seen.add(case_mark(case_id))
        if isinstance(given, CaseFailure):
            return given
        line = None if isinstance(given, Case) else given.line
        if not new:
            return CaseFailure(case_id, (_came_back(line),))
        try:
            return self._outcome(case_id, given)
        except OutsideCalendar:
            return CaseFailure(case_id, (_beyond(line),))
        except Exception as failed:  # a case must not stop the run, whatever is wrong with it or with us
            return CaseFailure(case_id, (_unforeseen(failed, line),))

    def _outcome(self, case_id: str, given: Case | CaseRows) -> CaseOutcome:
        evaluate = partial(self._evaluate, given)
        if self._fast is not None and isinstance(given, CaseRows):
            history = plain_rows(given)
            if history is not None:
                owed = self._quickly(self._fast, history, given)
                return CaseOutcome(case_id, len(given.events), owed, evaluate, self._known_at)
        evaluation = evaluate()
        return CaseOutcome(
            case_id,
            len(evaluation.record.case.events),
            self._flattener.flat(evaluation),
            lambda: evaluation,
            self._known_at,
        )

    def _quickly(self, fast: FastPack, history: PlainHistory, given: CaseRows) -> list[Owed]:
        """The obligations of a plain history, in the order of the pack's rules."""
        cases: list[Case] = []

        def the_case() -> Case:
            cases.append(to_case(given))
            return cases[0]

        found = fast.evaluate_plain(history, the_case)
        owed = self._fast_flattener.flat(found.fast, given.extras)
        if found.rows:
            rows = self._flattener.rows(found.rows, cases[0].events, self._seen_from)
            owed += zip((row.rule.order for row in found.rows), rows, strict=True)
        owed.sort(key=_place)
        return [each for _, each in owed]

    def _evaluate(self, given: Case | CaseRows) -> Evaluation:
        case = given if isinstance(given, Case) else to_case(given, self._coverage)
        return evaluate_rows(case, self._pack, self._as_of, self._known_at)


def _place(owed: tuple[int, Owed]) -> int:
    return owed[0]


def _came_back(line: int | None) -> TableProblem:
    return TableProblem(
        "table-case-came-back", "this case has come by already; its first rows were taken for the whole", line,
        "case_id", "the rows of a case together", "sort the table by case_id",
    )  # fmt: skip


def _beyond(line: int | None) -> TableProblem:
    message = "a date of this case, or one counted from it, is beyond 1970 to 2100"
    return TableProblem("outside-calendar", message, line, None, "dates from 1970 to 2100")


def _unforeseen(failed: Exception, line: int | None) -> TableProblem:
    """What went wrong by its kind and place in the code: its message might repeat what the case holds."""
    last = failed.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    where = "" if last is None else f" at {Path(last.tb_frame.f_code.co_filename).name}:{last.tb_lineno}"
    return TableProblem("case-failed", f"the evaluation failed: {type(failed).__name__}{where}", line)
