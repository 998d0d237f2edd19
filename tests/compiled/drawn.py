"""Packs and cases of which most are simple and plain, drawn at random; the rest keep what makes them hard."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from practice_rules.case import Case, Event, Subject
from practice_rules.language.pack import PackFile
from practice_rules.testing.cases import random_case
from practice_rules.testing.moments import DEFINITIONS, EDGES
from practice_rules.testing.packs import random_pack_said
from practice_rules.vocabulary.load import load_vocabulary

HARD = {
    "deadline": ("belongs_to", "early", "provided", "or_as_agreed", "by_date"),
    "lead": ("since", "belongs_to", "provided"),
    "series": ("or_as_agreed", "starts", "clock", "first"),
}


def random_simple_pack(random: Random) -> PackFile:
    """A pack of deadlines, leads and series, most of them without what makes a rule hard."""
    return PackFile.model_validate(random_simple_said(random))


def random_simple_said(random: Random) -> dict[str, Any]:
    """The same as its YAML would say it."""
    said = random_pack_said(random, ("deadline", "lead", "series"))
    for rule in said["rules"]:
        if random.randrange(6):
            _simplify(random, rule)
    if random.randrange(2):
        said.pop("defaults", None)
    if random.randrange(2):
        said.pop("conventions", None)
    if random.randrange(4):
        said["edition"] = {"name": "drawn"}
    return said


def _simplify(random: Random, rule: dict[str, Any]) -> None:
    for key in ("only_if", "unless", "in_force", "subject", "conventions"):
        rule.pop(key, None)
    for key in HARD[rule["form"]]:
        rule.pop(key, None)
    if not random.randrange(4):
        rule["lapses_when"] = ["case.closed"]
    if rule["form"] == "deadline":
        _simple_deadline(random, rule)
    elif rule["form"] == "lead":
        rule.setdefault("at_least", "3 working days")
        if _rich(rule["before"]):
            rule["before"] = "looked_after_review.held"
    elif "phases" in rule:
        rule["every"] = rule.pop("phases")[0]["every"]
    if rule["form"] == "series":
        rule["while"] = random.choice(["child_protection_plan", "child_protection_plan", "looked_after", "open_case"])
        if not random.randrange(4):
            rule["first"] = "3 working days"
        if not random.randrange(8):
            rule["do"] = EDGES[rule["while"]][0]
    if isinstance(rule["do"], dict) and "event" not in rule["do"]:
        rule["do"] = random.choice(
            [
                "visit.made",
                {"event": "core_group.held", "where": {"attended_by": "police"}},  # a set that holds the word
                {"event": ["visit.made", "core_group.held"]},
                "seen",
            ]
        )
    if isinstance(rule["do"], dict):
        rule["do"].pop("match", None)
        rule["do"].pop("about", None)


def _rich(anchor: str | dict[str, Any]) -> bool:
    """Whether a point in time is more than an event of some types: picked, counted from another, or named by the pack."""
    return anchor in DEFINITIONS if isinstance(anchor, str) else bool(set(anchor) - {"event", "where"})


def _simple_deadline(random: Random, rule: dict[str, Any]) -> None:
    if _rich(rule["after"]):
        rule["after"] = random.choice(["icpc.held", "referral.received", "visit.made"])
    if not isinstance(rule.get("within"), str):
        rule["within"] = random.choice(["5 working days", "2 weeks", "1 month", "48 hours"])
    if isinstance(rule["do"], dict) and "recorded" in rule["do"]:
        rule["do"] = "visit.made"
    if random.randrange(2):
        rule["discharges"] = "all"


def random_plain_case(random: Random, pack: PackFile) -> Case:
    """A case most of whose entries stand for themselves alone."""
    case = random_case(random, pack, load_vocabulary(), 14)
    if not random.randrange(6):
        return case
    events = tuple(_plain(random, event) for event in case.events)
    return Case(Subject("drawn", "child", case.subject.born), events)


def _plain(random: Random, event: Event) -> Event:
    event = replace(event, about=None, replaces=None, corrects=None)
    if event.status == "cancelled" or (event.status == "planned" and random.randrange(3)):
        return replace(event, status="occurred")
    return replace(event, recorded_at=None) if event.status == "planned" and random.randrange(4) else event
