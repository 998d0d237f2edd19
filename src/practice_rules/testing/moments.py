"""Points in time and stretches of time, drawn at random from a handful of the shared vocabulary's words."""

from __future__ import annotations

from random import Random
from typing import Any

Said = dict[str, Any]

TRIGGERS = ("icpc.held", "referral.received", "strategy_discussion.held", "looked_after_review.held")
ACTS = ("core_group.held", "visit.made", "chronology.updated", "conference_report.shared")
PERIODS = ("child_protection_plan", "looked_after", "placement", "open_case", "temporary_approval")
EDGES = {
    "child_protection_plan": ("child_protection_plan.started", "child_protection_plan.ended"),
    "looked_after": ("looked_after.started", "looked_after.ended"),
    "placement": ("placement.started", "placement.ended"),
    "open_case": ("case.opened", "case.closed"),
    "temporary_approval": ("temporary_approval.given", "temporary_approval.ended"),
}
WHERES: dict[str, tuple[Said, ...]] = {
    "icpc.held": ({"outcome": "child_protection_plan"}, {"quorate": True}, {"outcome": {"not": "no_plan"}}),
    "strategy_discussion.held": (
        {"outcome": "section_47"},
        {"attended_by": {"includes": ["police", "health"]}},
        {"any_of": [{"outcome": "section_47"}, {"written": True}]},
    ),
    "visit.made": (
        {"child_seen": True},
        {"child_seen": True, "seen_alone": True},
        {"place": ["home", "placement"]},
        {"age": {"under": 5}},
        {"none_of": [{"method": "telephone"}]},
        {"age": {"at_least": 5, "at_most": 15}},
        {"time": {"earlier_than": "13:00"}},
        {"time": {"later_than": "09:30"}, "age": {"over": 4}},
        {"age": {"at_least": "260 weeks"}},
        {"age": {"at_least": 0}},
        {"none_of": [{"age": {"under": "6 weeks"}}]},
    ),
    "core_group.held": (
        {"attended_by": {"includes_any": ["police", "health"]}},
        {"chaired_by": "social_worker"},
        {"attended_by": {"excludes": "police"}},
        {"attended_by": {"count_at_least": 2}},
        {"attended_by": {"includes_all_in": "invited"}},
        {"none_of": [{"attended_by": {"includes_all_in": "invited", "includes": "police"}}]},
    ),
    "chronology.updated": (
        {"state": ["updated", "completed"]},
        {"by": "social_worker"},
        {"about": {"child_seen": True}},
        {"about": {"event_type": ["visit.made", "core_group.held"]}, "by": {"not": "team_manager"}},
    ),
    "placement.started": ({"provision": "external"}, {"kind": ["foster", "connected_person"]}),
}

FACTS: tuple[Said, ...] = (
    {"disabled": True},
    {"disabled": {"not": True}},
    {"disabled": True, "worker_service": ["safeguarding", "disability"]},
    {"worker_grade": "social_worker"},
    {"worker_service": {"not": "fostering"}},
    {"early_help_grade": {"recorded": True}},
)
"""What may be asked about the subject: what is yes or no, a word of several, and whether it was written down."""

DEFINITIONS: Said = {
    "seen": {"meaning": "The child is seen.", "act": {"event": "visit.made", "where": {"child_seen": True}}},
    "written_up": {
        "meaning": "A note of it, or its own entry.",
        "act": {"any_of": [{"event": "chronology.updated", "about": "trigger"}, {"recorded": "trigger"}]},
    },
    "in_care_or_placed": {"meaning": "In care, or placed.", "state": {"any_of": ["looked_after", "placement"]}},
    "on_a_plan": {"meaning": "On a plan.", "state": "child_protection_plan"},
    "conference_with_a_plan": {
        "meaning": "A conference that makes a plan.",
        "anchor": {"event": "icpc.held", "where": {"outcome": "child_protection_plan"}},
    },
    "first_review": {
        "meaning": "The first review in care.",
        "anchor": {"event": "looked_after_review.held", "which": "first", "in": "looked_after"},
    },
}
"""What a pack gives names to: two acts, two states and two points in time."""


def an_event(random: Random, kind: str, *, often: int = 3) -> str | Said:
    """An event type, now and then with a condition."""
    if kind in WHERES and random.randrange(often) == 0:
        return {"event": kind, "where": random.choice(WHERES[kind])}
    return kind


def an_age(random: Random) -> str:
    return random.choice(["5 years", "16 years", "15 years 9 months", "6 months before 16", "18 years", "260 weeks"])


def a_state(random: Random, depth: int = 2) -> str | Said:
    """A state for `only_if`, `unless` and the like."""
    kind = random.randrange(16 if depth else 6)
    if kind <= 2:
        return random.choice(PERIODS)
    if kind == 3:
        return {
            "age": random.choice(
                [
                    {"under": "5 years"},
                    {"from": "16 years"},
                    {"from": "5 years", "under": "16 years"},
                    {"from": "260 weeks", "under": "270 weeks"},
                ]
            )
        }
    if kind == 4:
        return {"period": "placement", "where": random.choice(WHERES["placement.started"])}
    if kind == 5:
        return {"subject": random.choice(FACTS)}
    if kind == 6 and not random.randrange(2):
        return random.choice(["in_care_or_placed", "on_a_plan"])
    if kind <= 7:
        return {"not": a_state(random, depth - 1)}
    if kind == 8:
        return {random.choice(["all_of", "any_of"]): [a_state(random, depth - 1), a_state(random, 0)]}
    makers = (_lasted, _lasted, _total_state, _total_state, _happened, _latest, _between)
    return random.choice(makers)(random, depth)


def _lasted(random: Random, depth: int) -> Said:
    """While a period, now and then another state, has lasted so long."""
    state = random.choice(PERIODS) if random.randrange(3) else a_state(random, depth - 1)
    return {"has_lasted": state, "for": random.choice(["2 weeks", "1 month", "3 months"])}


def _total(random: Random, depth: int) -> Said:
    """Days added up, and over what."""
    said: Said = {"total": random.choice(PERIODS) if random.randrange(3) else a_state(random, depth - 1)}
    over = random.randrange(5)
    if over == 0:
        said["since"] = random.choice(["5 years", "16 years", "15 years 9 months"])
    elif over == 1:
        said["in_each"] = random.choice(["calendar_year", "financial_year", "calendar_month"])
    elif over == 2:
        said["in_any"] = random.choice(["2 weeks", "1 month", "30 days"])
    return said


def _total_state(random: Random, depth: int) -> Said:
    length = random.choice(["3 days", "10 days", "2 weeks", "1 month"])
    return _total(random, depth) | {random.choice(["at_least", "at_least", "under"]): length}


def _happened(random: Random, depth: int) -> Said:  # noqa: ARG001  every maker of a state takes the depth
    """A look back at an act."""
    pick = random.randrange(6)
    act: Any = an_event(random, random.choice(ACTS), often=2)
    if pick == 0:
        act = "seen"
    elif pick == 1:
        act = {"any_of": [an_event(random, each) for each in random.sample(ACTS, 2)]}
    elif pick == 2:
        act = {"event": list(random.sample(ACTS, 2))}
    said: Said = {"happened": act}
    if random.randrange(4):
        said["within"] = random.choice(["2 weeks", "1 month", "10 working days", "48 hours"])
    if not random.randrange(3):
        said["in"] = random.choice(PERIODS)
    return said


def _latest(random: Random, depth: int) -> Said:  # noqa: ARG001  every maker of a state takes the depth
    """While the latest event of a type, or of several, says so."""
    kind = random.choice(sorted(WHERES))
    if not random.randrange(5):
        return {"latest": ["visit.made", "core_group.held"], "where": {"by": "social_worker"}}
    return {"latest": kind, "where": random.choice([where for where in WHERES[kind] if "age" not in where])}


def _between(random: Random, depth: int) -> Said:  # noqa: ARG001  every maker of a state takes the depth
    """From one point in time to another, or until one comes."""
    first = random.choice(TRIGGERS) if random.randrange(2) else an_anchor(random, [], plain=2)
    if random.randrange(2):
        said: Said = {"before": first}
    else:
        said = {"from": first}
        if random.randrange(4):
            said["until"] = an_event(random, random.choice(ACTS))
    if random.randrange(4):
        said["in"] = random.choice(PERIODS)
    return said


def an_anchor(random: Random, rule_ids: list[str], *, plain: int = 2) -> str | Said:
    """A point in time for a deadline to hang on."""
    if random.randrange(plain):
        if not random.randrange(8):
            return random.choice(["conference_with_a_plan", "first_review"])
        return an_event(random, random.choice([*TRIGGERS, "visit.made"]))
    if rule_ids and not random.randrange(4):
        return _chained(random, rule_ids)
    makers = (_picked, _picked, _edge, _edge, _lasting, _total_anchor, _several, _several, _followed, _dated)
    anchor = random.choice(makers)(random)
    if not random.randrange(5):
        anchor[random.choice(["plus", "minus"])] = random.choice(["2 weeks", "5 working days", "48 hours"])
    return anchor


def no_meeting(random: Random, rule_ids: list[str]) -> Said:
    """A point in time that is no meeting: an edge of a state, a birthday, a length reached, what another rule gives."""
    if rule_ids and not random.randrange(4):
        return _chained(random, rule_ids)
    return random.choice((_edge, _edge, _lasting, _total_anchor))(random)


def a_meeting(random: Random) -> Said:
    """A meeting picked from several, or one that another gives the date of; now and then so long before or after."""
    anchor = random.choice((_picked, _picked, _several, _followed, _dated))(random)
    if not random.randrange(5):
        anchor[random.choice(["plus", "minus"])] = random.choice(["2 weeks", "5 working days"])
    return anchor


def _chained(random: Random, rule_ids: list[str]) -> Said:
    """What another rule falls due, is breached or is done by."""
    anchor: Said = {random.choice(["due", "breach", "done"]): random.choice(rule_ids)}
    if "done" in anchor and not random.randrange(3):
        anchor["where"] = {"by": "social_worker"}
    if not random.randrange(4):
        anchor[random.choice(["plus", "plus", "minus"])] = random.choice(
            ["1 day", "1 week", "3 working days", "48 hours"]
        )
    return anchor


def _picked(random: Random) -> Said:
    """One of the events of a type."""
    kind = random.choice([*TRIGGERS, "visit.made"])
    pick = random.randrange(8)
    if pick == 0:
        return {"event": kind, "which": random.choice([2, 3]), "nth_within": random.choice(["2 weeks", "1 month"])}
    if pick == 1:
        failed: Said = {"event": "visit.made", "where": {"child_seen": random.randrange(2) > 0}, "in_a_row": 2}
        return failed | ({} if random.randrange(3) else {"in": random.choice(PERIODS)})
    if pick == 2:
        return {"event": list(random.sample(TRIGGERS, 2)), "which": random.choice(["first", 2])}
    if pick == 3:
        return {"event": "any", "where": {"by": "social_worker"}, "which": random.choice(["each", "first", 2])}
    anchor: Said = {"event": kind, "which": random.choice(["each", "first", "last", 2, -1, -2])}
    anchor["in"] = random.choice(PERIODS)
    if kind in WHERES and not random.randrange(3):
        anchor["where"] = random.choice(WHERES[kind])
    return anchor


def _edge(random: Random) -> Said:
    """The start or the end of a period or another state, or a birthday."""
    if not random.randrange(4):
        return {"age": an_age(random)}
    state = random.choice(PERIODS) if random.randrange(2) else a_state(random, 1)
    anchor: Said = {random.choice(["start_of", "end_of"]): state}
    if not random.randrange(4):
        anchor["which"] = random.choice(["each", "first", 2, "last"])
        anchor["in"] = random.choice(PERIODS)
    return anchor


def _lasting(random: Random) -> Said:
    state = random.choice(PERIODS) if random.randrange(3) else a_state(random, 1)
    return {"lasting": state, "for": random.choice(["2 weeks", "1 month"])}


def _total_anchor(random: Random) -> Said:
    return _total(random, 1) | {"reaches": random.choice(["3 days", "10 days", "2 weeks", "1 month"])}


def _several(random: Random) -> Said:
    """The first of several points in time, the moment all have come, or each."""
    kinds = random.sample([*TRIGGERS, "visit.made"], 2)
    parts: list[Any] = [an_event(random, kinds[0]), random.choice([an_event(random, kinds[1]), _edge(random)])]
    anchor: Said = {random.choice(["first_of", "all_of", "any_of"]): parts}
    if "any_of" not in anchor and random.randrange(2):
        anchor["in"] = random.choice(PERIODS)
    return anchor


def _followed(random: Random) -> Said:
    """The first event of a type after each time that something else comes."""
    kind = random.choice([*TRIGGERS, "visit.made"])
    mark = random.choice([*TRIGGERS, "placement.ended", {"age": "16 years"}, {"start_of": random.choice(PERIODS)}])
    anchor: Said = {"event": kind, "next_after": mark}
    if not random.randrange(4):
        anchor["in"] = random.choice(PERIODS)
    if kind in WHERES and not random.randrange(3):
        anchor["where"] = random.choice(WHERES[kind])
    return anchor


def _dated(random: Random) -> Said:
    """The date that an event gives."""
    kind, name = random.choice([("icpc.held", "core_group_on"), ("strategy_discussion.held", "next_meeting_on")])
    return {"event": kind, "date": name} | ({} if random.randrange(4) else {"in": random.choice(PERIODS)})
