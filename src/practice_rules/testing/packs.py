"""Small valid packs of all eight forms, drawn at random from a handful of the shared vocabulary's words.

A pack drawn here is one that its cases set off: `testing.cases.random_case` takes its events from the pack's own
words. Everything is drawn from a `random.Random`, so that one generator serves hypothesis (which shrinks) and runs
of any length from a seed.
"""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import strategies as st

from practice_rules.language.pack import PackFile
from practice_rules.testing.counting import random_conventions
from practice_rules.testing.moments import ACTS, PERIODS, TRIGGERS, WHERES, Said, a_state, an_age, an_anchor, an_event

LENGTHS = ("1 working day", "5 working days", "10 working days", "15 working days", "same working day", "same day")
SPANS = ("3 days", "1 week", "2 weeks", "6 weeks", "1 month", "3 months", "1 to 2 weeks")
HOURS = ("24 hours", "48 hours", "90 minutes")


def _length(random: Random, *, hours: bool = False, same: bool = True) -> str:
    kinds = [LENGTHS if same else LENGTHS[:4], SPANS[:6] if not same else SPANS]
    return random.choice(random.choice([*kinds, HOURS] if hours else kinds))


def _act(random: Random, *, several: bool = True) -> Any:
    """What discharges a duty."""
    kind = random.choice(ACTS)
    pick = random.randrange(8)
    if pick == 0:
        return {"any_of": [an_event(random, each) for each in random.sample(ACTS, 2)]}
    if pick == 1 and several:
        return {"all_of": [an_event(random, each) for each in random.sample(ACTS, 2)]}
    if pick == 2 and several:
        return {"act": an_event(random, kind), "times": 2}
    if pick == 3:
        return random.choice(["seen", {"event": kind, "about": "trigger"}]) if several else "seen"
    return an_event(random, kind, often=2)


def _deadline(random: Random, rule_ids: list[str]) -> Said:
    rule: Said = {"form": "deadline", "after": an_anchor(random, rule_ids)}
    pick = random.randrange(8)
    if pick < 5:
        rule["within"] = _length(random, hours=True)
    elif pick == 5:
        rule["within"] = ["5 working days", "10 working days"]
    elif pick == 6:
        rule["belongs_to"] = random.choice(PERIODS)
    rule["do"] = _act(random)
    if pick != 6 and not random.randrange(5):
        rule["belongs_to"] = random.choice(PERIODS[:2])
    if not random.randrange(4):
        rule["early"] = random.choice(["5 working days", "2 weeks", "any time"])
    if not random.randrange(6):
        rule["discharges"] = "all"
    if isinstance(rule.get("within"), str) and not random.randrange(8):
        rule["provided"] = {"event": "section_47.completed", "where": {"outcome": "initial_conference"}}
    if isinstance(rule.get("within"), str) and not random.randrange(8):
        rule["or_as_agreed"] = {
            "event": "assessment.extended",
            "attribute": "until",
            "only": random.choice(["looser", "tighter", "either"]),
            "outer": "45 working days",
        }
    if isinstance(rule["after"], str) and "within" in rule and not random.randrange(12):
        rule["do"] = {"recorded": "trigger"}
        rule.pop("early", None)
    return rule


def _lead(random: Random) -> Said:
    rule: Said = {"form": "lead", "before": an_event(random, random.choice(TRIGGERS), often=5)}
    if not random.randrange(5):
        rule["before"] = {"age": an_age(random)}
    if random.randrange(4):
        rule["at_least"] = random.choice(["48 hours", "1 working day", "5 working days", "3 days", "1 week"])
    pick = random.randrange(5)
    if pick == 0:
        rule["at_most"] = random.choice(["4 weeks", "20 working days", "2 months"])
    elif pick == 1:
        rule["since"] = random.choice(["any time", "previous", "6 weeks"])
    rule["do"] = _act(random)
    return rule


def _series(random: Random) -> Said:
    rule: Said = {"form": "series", "while": random.choice(PERIODS)}
    every = ["5 working days", "10 working days", "1 week", "2 weeks", "1 month"]
    pick = random.randrange(6)
    if pick == 0:
        rule["phases"] = [
            {
                "until": {"event": random.choice(TRIGGERS), "which": "first", "in": rule["while"]},
                "every": random.choice(every),
                "standard": ["DRA-002"],
            },
            {"every": random.choice([*every, None]), "standard": ["DRA-003"]},
        ]
    elif pick == 1:
        rule["phases"] = [
            {"when": a_state(random), "every": random.choice(every), "standard": ["DRA-002"]},
            {"every": random.choice(every)},
        ]
    elif pick == 2:
        rule["every"] = random.choice(every)
        rule["clock"] = "schedule"
    else:
        rule["every"] = random.choice(every)
        if not random.randrange(3):
            rule["first"] = {"within": random.choice(["3 working days", "1 week"]), "standard": ["DRA-004"]}
        elif not random.randrange(5):
            rule["starts"] = "first event"
    rule["do"] = _act(random, several=False)
    if rule["while"] == "placement" and random.randrange(2):
        rule["do"] = {"event": "visit.made", "match": ["placement_id"]}
    if pick in (0, 3, 4) and not random.randrange(2):
        rule["or_as_agreed"] = {
            "event": "visiting_frequency.agreed",
            "attribute": "every",
            "only": random.choice(["tighter", "looser", "either"]),
        }
        if not random.randrange(3):
            rule["or_as_agreed"]["outer"] = "6 weeks"
    return rule


def _quota(random: Random) -> Said:
    rule: Said = {"form": "quota", "while": random.choice(PERIODS), "at_least": random.choice([1, 1, 2])}
    rule["in"] = random.choice(
        [{"each": "1 month"}, {"each": "6 weeks"}, {"each": "3 months"}, "calendar_month", "quarter", "period"]
    )
    rule["do"] = _act(random, several=False)
    if not random.randrange(4):
        rule["part_windows"] = "lapse"
    return rule


def _check(random: Random) -> Said:
    kind = random.choice([*WHERES, "referral.received"])
    rule: Said = {"form": "check", "at": an_event(random, kind)}
    if kind in WHERES and random.randrange(4):
        rule["have"] = random.choice(WHERES[kind])
    else:
        rule["while"] = a_state(random)
    return rule


def _gate(random: Random) -> Said:
    needs = []
    for number in range(random.randint(1, 3)):
        need: Said
        pick = random.randrange(6)
        if pick == 0:
            need = {"state": a_state(random)}
        elif pick == 1:
            need = {
                "do": an_event(random, random.choice(ACTS), often=2),
                "fresh": random.choice(["3 months", "10 working days", "2 weeks"]),
            }
        elif pick == 2:
            need = {"do": an_event(random, random.choice(ACTS), often=2), "since": random.choice(TRIGGERS)}
        elif pick == 3:
            need = {"do": an_event(random, random.choice(ACTS), often=2), "in": random.choice(PERIODS)}
        elif pick == 4:
            need = {"have": {"authorised_by": "team_manager"}}
        else:
            need = {"do": an_event(random, random.choice(ACTS), often=2)}
        needs.append({**need, "named": f"need {number}"})
    return {"form": "gate", "guards": "case.closed", "needs": needs}


def _limit(random: Random) -> Said:
    pick = random.randrange(4)
    if pick == 0:
        rule: Said = {"form": "limit", "of": "placement", "no_more_than": random.choice([1, 2])}
        if random.randrange(2):
            rule["counting"] = "provision"
        return rule
    if pick == 1:
        return {
            "form": "limit",
            "of": random.choice(PERIODS),
            "no_longer_than": random.choice(["2 weeks", "1 month", "10 working days"]),
        }
    if pick == 2:
        window = random.choice(["calendar_month", "calendar_year", "financial_year"])
        return {
            "form": "limit",
            "of": random.choice(PERIODS),
            "no_more_than": random.choice(["10 days", "3 days"]),
            "in": window,
        }
    rule = {
        "form": "limit",
        "each": an_event(random, random.choice(ACTS)),
        "no_more_than": random.choice([1, 2]),
        "in": "calendar_month",
    }
    if random.randrange(2):
        rule["in"] = random.choice([{"each": "1 month"}, "period"])
        rule["while"] = random.choice(PERIODS)
    return rule


def _judgement(random: Random) -> Said:
    return (
        {"form": "judgement"}
        if not random.randrange(4)
        else {"form": "judgement", "at": an_event(random, random.choice(TRIGGERS))}
    )


def random_pack_said(random: Random, forms: tuple[str, ...] = ()) -> Said:
    """A pack as its YAML would say it: one to four rules, of the forms given or of any."""
    rules: list[Said] = []
    for number in range(random.choice([1, 1, 2, 2, 3, 4])):
        ids = [rule["id"] for rule in rules if rule["form"] in ("deadline", "series", "lead")]
        makers: dict[str, Any] = {
            "deadline": lambda ids=ids: _deadline(random, ids),
            "lead": lambda: _lead(random),
            "series": lambda: _series(random),
            "quota": lambda: _quota(random),
            "check": lambda: _check(random),
            "gate": lambda: _gate(random),
            "limit": lambda: _limit(random),
            "judgement": lambda: _judgement(random),
        }
        often = ("deadline",) * 4 + ("lead", "series") * 3 + ("quota", "check", "gate", "limit") * 2 + ("judgement",)
        rule = makers[random.choice(forms or often)]()
        rule = {"id": f"child_protection.drawn.r{number}", "title": "Drawn", **rule}
        rule |= {"standard": ["DRA-001"], "source": {"document": "standards", "section": "S"}}
        if not random.randrange(5):
            rule[random.choice(["only_if", "unless"])] = a_state(random)
        if rule["form"] in ("deadline", "lead", "series", "quota") and not random.randrange(6):
            rule["lapses_when"] = random.choice([[], ["case.closed"], [{"end_of": "looked_after"}]])
        rules.append(rule)
    said: Said = {
        "pack": "drawn",
        "title": "Drawn",
        "council": "Nowhere",
        "edition": {"name": "drawn"},
        "sources": {"standards": {"title": "T", "publisher": "P"}},
        "definitions": {
            "seen": {"meaning": "The child is seen.", "act": {"event": "visit.made", "where": {"child_seen": True}}}
        },
        "rules": rules,
    }
    if not random.randrange(3):
        said["defaults"] = {"lapses_when": ["case.closed"]}
    if not random.randrange(3):
        said["conventions"] = random_conventions(random)
    if not random.randrange(12):
        random.choice(rules)["conventions"] = random_conventions(random)
    return said


def random_pack(random: Random, forms: tuple[str, ...] = ()) -> PackFile:
    """A small valid pack.

    >>> random_pack(Random(1)).pack
    'drawn'
    """
    return PackFile.model_validate(random_pack_said(random, forms))


def packs(forms: tuple[str, ...] = ()) -> st.SearchStrategy[PackFile]:
    """Small valid packs, of one to four rules of the forms given (all eight by default)."""
    return st.randoms(use_true_random=False).map(lambda random: random_pack(random, forms))
