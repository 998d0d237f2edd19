"""The twelve rules twice over: in our language, and as plain values for engines that have no such language.

`benchmarks/twelve_rules.yaml` says the same; that both give the same obligations is checked before anything is
measured. More rules are made from the twelve by lengthening their limits.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import yaml

from practice_rules.engine.compile import CompiledPack
from practice_rules.packs import load_pack

PACK = Path(__file__).parent / "twelve_rules.yaml"
WORK = Path(__file__).parent.parent / "bench_data"

Unit = Literal["working days", "days", "months", "hours"]
Values = dict[str, str | int]


@dataclass(frozen=True)
class Rule:
    """One rule as plain values.

    A *deadline* hangs on `trigger` (with `where`) and is met by the first `done` (with `doing`) at or after it, `n`
    units later at the latest. A *recurrence* runs from `trigger` to the next `close`, and asks for `done` every `n`
    units, counted from the one before. *Before* asks for `done` at least `n` units before `trigger`, and not more
    than `window` days before it. What is due by the day is due at 23:59 of it.
    """

    id: str
    kind: Literal["deadline", "recurrence", "before"]
    trigger: str
    done: str
    n: int
    unit: Unit
    where: Values = field(default_factory=dict)
    doing: Values = field(default_factory=dict)
    close: str = ""
    window: int = 0


ASSESS: Values = {"outcome": "assess"}
PLAN: Values = {"outcome": "plan"}
SEEN: Values = {"seen": 1}

TWELVE = (
    Rule("bench.d01", "deadline", "bench.referral", "bench.referral_decision", 1, "working days"),
    Rule("bench.d02", "deadline", "bench.referral", "bench.assessment_end", 45, "working days", ASSESS),
    Rule("bench.d03", "deadline", "bench.referral", "bench.assessment_visit", 5, "working days", ASSESS, SEEN),
    Rule("bench.d04", "deadline", "bench.strategy", "bench.s47_visit", 24, "hours", {"outcome": "s47"}, SEEN),
    Rule("bench.d05", "deadline", "bench.s47_start", "bench.icpc", 15, "working days", {"outcome": "icpc"}),
    Rule("bench.d06", "deadline", "bench.icpc", "bench.core_group", 10, "working days", PLAN),
    Rule("bench.d07", "deadline", "bench.icpc", "bench.cp_review", 3, "months", PLAN),
    Rule("bench.d08", "deadline", "bench.placement_start", "bench.lac_review", 20, "working days"),
    Rule("bench.r09", "recurrence", "bench.cp_plan_start", "bench.cp_visit", 10, "working days", {}, SEEN,
         "bench.cp_plan_end"),
    Rule("bench.r10", "recurrence", "bench.cp_plan_start", "bench.core_group", 30, "working days", {},
         {"outcome": "quorate"}, "bench.cp_plan_end"),
    Rule("bench.r11", "recurrence", "bench.placement_start", "bench.lac_visit", 42, "days", {}, SEEN,
         "bench.placement_end"),
    Rule("bench.b12", "before", "bench.cp_review", "bench.report_shared", 3, "working days", window=30),
)  # fmt: skip


def plain_rules(number: int = 12) -> list[Rule]:
    """So many rules: the twelve, and then the same with longer and longer limits."""
    return [_lengthened(TWELVE[place % 12], place // 12) for place in range(number)]


def _lengthened(rule: Rule, times: int) -> Rule:
    if times == 0:
        return rule
    more = times % 4 if rule.unit == "months" else 2 * times
    return replace(rule, id=f"{rule.id}_{times}", n=rule.n + more)


def our_pack(number: int = 12) -> CompiledPack:
    """The same so many rules as a pack in our language, ready to run."""
    if number == 12:
        return load_pack(PACK)
    written = yaml.safe_load(PACK.read_text(encoding="utf-8"))
    twelve: list[dict[str, Any]] = written["rules"]
    written["pack"] = f"rules_{number}"
    written["rules"] = [_with_length(twelve[place % 12], rule) for place, rule in enumerate(plain_rules(number))]
    # JSON is YAML without anchors, which packs may not have.
    WORK.mkdir(exist_ok=True)
    made = WORK / f"rules_{number}.yaml"
    made.write_text(json.dumps(written, indent=1), encoding="utf-8")
    return load_pack(made)


def _with_length(written: dict[str, Any], rule: Rule) -> dict[str, Any]:
    key = {"deadline": "within", "recurrence": "every", "before": "at_least"}[rule.kind]
    unit = rule.unit.removesuffix("s") if rule.n == 1 else rule.unit
    return {**written, "id": rule.id, key: f"{rule.n} {unit}"}
