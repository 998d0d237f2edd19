"""Rules of each of the eight forms, drawn at random with every option that the form has."""

from __future__ import annotations

from random import Random
from typing import Any

from practice_rules.testing.moments import (
    ACTS,
    PERIODS,
    TRIGGERS,
    WHERES,
    Said,
    a_meeting,
    a_state,
    an_anchor,
    an_event,
    no_meeting,
)

LENGTHS = ("1 working day", "5 working days", "10 working days", "15 working days", "same working day", "same day")
SPANS = ("3 days", "1 week", "2 weeks", "6 weeks", "1 month", "3 months", "1 to 2 weeks")
HOURS = ("24 hours", "48 hours", "90 minutes")
EVERY = ("5 working days", "10 working days", "1 week", "2 weeks", "1 month")
OTHER_EVERY = ("48 hours", "100 hours", "1 to 2 weeks", "5 to 10 working days", "72 to 96 hours")


class Forms:
    """Draws a rule of a form; `rule_ids` are those that it may hang on."""

    def __init__(self, random: Random, rule_ids: list[str]) -> None:
        self.random = random
        self.rule_ids = rule_ids

    def rule(self, form: str) -> Said:
        """A rule of a form, without what every rule says."""
        drawn: Said = getattr(self, form)()
        return {"form": form, **drawn}

    def _one_in(self, often: int) -> bool:
        return not self.random.randrange(often)

    def _event(self, kind: str, *, often: int = 3) -> str | Said:
        return an_event(self.random, kind, often=often)

    def _state(self, depth: int = 2) -> str | Said:
        return a_state(self.random, depth)

    def _every(self) -> str:
        return self.random.choice(EVERY if self.random.randrange(6) else OTHER_EVERY)

    def _length(self) -> str:
        return self.random.choice(self.random.choice([LENGTHS, SPANS, HOURS]))

    def act(self, *, several: bool = True) -> Any:
        """What discharges a duty; `several` if it may be more than one act, or hang on the trigger."""
        pick = self.random.randrange(9)
        if pick == 0:
            return {"any_of": [self._single(several) for _ in range(2)]}
        if pick == 1 and several:
            return {"all_of": self._parts()}
        if pick == 2 and several:
            return {"act": self._single(several), "times": self.random.choice([2, 2, 3])}
        return self._single(several)

    def _parts(self) -> list[Any]:
        parts: list[Any] = [self._single(several=True) for _ in range(2)]
        if self._one_in(4):
            parts[1] = {"any_of": [self._single(several=True) for _ in range(2)]}
        elif self._one_in(6):
            parts[1] = {"all_of": [self._single(several=True) for _ in range(2)]}
        elif self._one_in(6):
            parts[1] = {"act": self._single(several=True), "times": 2}
        return parts

    def _single(self, several: bool) -> str | Said:
        kind = self.random.choice(ACTS)
        pick = self.random.randrange(12)
        if pick == 0:
            return "seen"
        if pick == 1:
            return {"definition": "seen", "where": {"seen_alone": True}}
        if pick == 2 and several:
            return {"definition": "seen", "match": ["placement_id"]}
        if pick == 3 and several:
            return {"event": kind, "about": "trigger"}
        if pick == 4 and several:
            return {"event": self.random.sample(ACTS[:2], 2), "match": ["attended_by"]}
        if pick == 5:
            return {"event": self.random.sample(ACTS, 2)}
        return self._event(kind, often=2)

    def deadline(self) -> Said:
        """Within an offset after a trigger."""
        rule: Said = {"after": an_anchor(self.random, self.rule_ids)}
        pick = self.random.randrange(8)
        if pick < 5:
            rule["within"] = self._length()
        elif pick == 5:
            rule["within"] = self.random.choice(
                [["5 working days", "10 working days"], ["1 week", "2 weeks", "1 month"]]
            )
        elif pick == 6:
            rule["belongs_to"] = self.random.choice([*PERIODS, "on_a_plan"])
        rule["do"] = self.act()
        if pick != 6 and self._one_in(4):
            rule["belongs_to"] = self.random.choice([*PERIODS, "on_a_plan"])
        if self._one_in(4):
            early = ["5 working days", "2 weeks", "any time", self.random.choice(PERIODS), self._state()]
            rule["early"] = self.random.choice(early)
        if self._one_in(6):
            rule["discharges"] = "all"
        if self._one_in(8):
            rule["provided"] = self._provided()
        if isinstance(rule.get("within"), str) and self._one_in(7):
            rule["or_as_agreed"] = self._agreement()
        self._by_date(rule)
        if self._one_in(7):
            rule["do"] = self._written_up()
            rule.pop("early", None)
        return rule

    def _written_up(self) -> Any:
        """The trigger's being written up, by itself or beside other acts."""
        written = self.random.choice([{"recorded": "trigger"}, "written_up"])
        either = {"any_of": [self._single(several=True), written]}
        both = [{"all_of": [self._single(several=True), each]} for each in (written, either)]
        return self.random.choice([written, either, *both])

    def _by_date(self, rule: Said) -> None:
        dated = {"icpc.held": "next_meeting_on", "strategy_discussion.held": "next_meeting_on"}
        kind = rule["after"] if isinstance(rule["after"], str) else rule["after"].get("event")
        if isinstance(kind, str) and kind in dated and not isinstance(rule.get("within"), list) and self._one_in(3):
            rule["by_date"] = dated[kind]
            if self._one_in(2):
                rule.pop("within", None)
                rule.pop("or_as_agreed", None)

    def _provided(self) -> Said:
        settled = {"event": "section_47.completed", "where": {"outcome": "initial_conference"}}
        several = {"event": ["section_47.completed", "icpc.held"], "where": {"outcome": {"not": "no_plan"}}}
        return self.random.choice([settled, settled, several])

    def _agreement(self) -> Said:
        """An agreed date, or an agreed length of time."""
        agreed: Said = {"event": "assessment.extended", "attribute": "until"}
        if self._one_in(3):
            agreed = {"event": "visiting_frequency.agreed", "attribute": "every"}
        return self._as_allowed(agreed, "45 working days")

    def _as_allowed(self, agreed: Said, outer: str) -> Said:
        """An agreement, with what the document allows: in which direction, how far, by whom, and how long."""
        if self._one_in(4):
            agreed["otherwise"] = self.random.choice(["1 week", "3 weeks", "20 working days"])
            if self._one_in(3):
                agreed.pop("attribute")
        agreed["only"] = self.random.choice(["looser", "tighter", "either"])
        if self._one_in(2):
            agreed["outer"] = outer
        if self._one_in(4):
            agreed["where"] = {"agreed_by": "team_manager"}
        return agreed

    def lead(self) -> Said:
        """At least, or at most, an offset before an anchor."""
        rule: Said = {"before": self._event(self.random.choice(TRIGGERS), often=5)}
        pick = self.random.randrange(20)
        if pick < 4:
            ages = ["5 years", "16 years", "15 years 9 months", "6 months before 16", "18 years"]
            rule["before"] = {"age": self.random.choice(ages)}
        elif pick == 4:
            rule["before"] = {
                "event": self.random.choice(TRIGGERS),
                "which": "first",
                "in": self.random.choice(PERIODS),
            }
        elif pick == 5:
            rule["before"] = no_meeting(self.random, self.rule_ids)
        elif pick == 6:
            rule["before"] = self.random.choice(["conference_with_a_plan", "first_review"])
        elif pick <= 9:
            rule["before"] = a_meeting(self.random)
        if self.random.randrange(4):
            lengths = ["48 hours", "1 working day", "5 working days", "3 days", "1 week", "1 working day by 12:00"]
            rule["at_least"] = self.random.choice(lengths)
        pick = self.random.randrange(6)
        if pick <= 1:
            rule["at_most"] = self.random.choice(["4 weeks", "20 working days", "2 months"])
        elif pick == 2:
            states = [self.random.choice(PERIODS), {"age": {"from": "16 years"}}, self._state()]
            rule["since"] = self.random.choice(["any time", "previous", "6 weeks", *states])
        rule["do"] = self.act()
        if self._one_in(6):
            rule["discharges"] = "all"
        if self._one_in(6):
            rule["belongs_to"] = self.random.choice([*PERIODS, "on_a_plan"])
        if self._one_in(8):
            rule["provided"] = self._provided()
        return rule

    def _while(self) -> str | Said:
        """What a series or a quota runs in."""
        if self.random.randrange(3):
            return self.random.choice(PERIODS)
        some = self.random.sample(PERIODS, 2)
        placed = {"period": "placement", "where": {"provision": "external"}}
        between = {"from": self.random.choice(TRIGGERS), "until": self.random.choice(ACTS)}
        both = {"all_of": [some[0], self._state()]}
        choices: list[Said] = [{"any_of": some}, placed, both, both, {**between, "in": some[0]}, between]
        return self.random.choice(choices)

    def series(self) -> Said:
        """At intervals while a period lasts."""
        rule: Said = {"while": self._while()}
        pick = self.random.randrange(6)
        if pick <= 1:
            rule["phases"] = self._phases(rule["while"])
        else:
            rule["every"] = self._every()
        if pick == 2:
            rule["clock"] = "schedule"
        elif pick != 0 and self._one_in(4):
            rule["starts"] = "first event"
        if self._one_in(4):
            first = self.random.choice(["3 working days", "1 week"])
            rule["first"] = self.random.choice([first, {"within": first, "standard": ["DRA-004"]}])
        rule["do"] = self.act(several=False)
        if rule["while"] == "placement" and self.random.randrange(2):
            rule["do"] = {"event": "visit.made", "match": ["placement_id"]}
        if "clock" not in rule and self._one_in(3):
            rule["or_as_agreed"] = self._visiting()
        return rule

    def _visiting(self) -> Said:
        return self._as_allowed({"event": "visiting_frequency.agreed", "attribute": "every"}, "6 weeks")

    def _phases(self, period: str | Said) -> list[Said]:
        phases: list[Said] = []
        for number in range(self.random.choice([1, 1, 2])):
            if self._one_in(2):
                phase: Said = {"until": self._phase_end(period)}
            else:
                phase = {"when": self._state()}
            every = self.random.choice([self._every(), self._every(), None]) if number else self._every()
            phases.append({**phase, "every": every, "standard": [f"DRA-01{number}"]})
        phases.append({"every": self.random.choice([self._every()] * 5 + [None]), "standard": ["DRA-013"]})
        for phase in phases:
            if phase["every"] is not None and self._one_in(5):
                phase["or_as_agreed"] = self._visiting()
        return phases

    def _phase_end(self, period: str | Said) -> Said:
        if isinstance(period, str) and self._one_in(5):
            return {"lasting": period, "for": "1 month"}
        if self._one_in(8):
            return {"age": self.random.choice(["5 years", "16 years", "15 years 9 months"])}
        kind = self.random.choice(TRIGGERS)
        end: Said = {"event": kind, "which": self.random.choice(["first", "first", "each", 2])}
        if kind in WHERES and self._one_in(2):
            end["where"] = self.random.choice(WHERES[kind])
        if not self._one_in(4):
            end["in"] = period if isinstance(period, str) else self.random.choice(PERIODS)
        if self._one_in(5):
            end["plus"] = "2 weeks"
        return end

    def quota(self) -> Said:
        """At least n times in each window."""
        rule: Said = {"while": self._while(), "at_least": self.random.choice([1, 1, 2])}
        calendar = ["calendar_month", "quarter", "school_term", "school_year", "calendar_year", "financial_year"]
        lengths = [{"each": length} for length in ("1 month", "6 weeks", "3 months", "1 year", "20 working days")]
        rule["in"] = self.random.choice([*calendar, *lengths, "period"])
        rule["do"] = self.act(several=False)
        if self._one_in(4):
            rule["part_windows"] = "lapse"
        return rule

    def check(self) -> Said:
        """Every such event must have these facts."""
        return self._checked()

    def _checked(self) -> Said:
        kind = self.random.choice(["icpc.held", "strategy_discussion.held", "visit.made", "placement.started"])
        have: dict[str, tuple[Said, ...]] = {
            "icpc.held": ({"attended_by": {"includes": "police"}}, {"outcome": "child_protection_plan"}),
            "strategy_discussion.held": ({"attended_by": {"includes": ["police", "health"]}}, {"written": True}),
            "visit.made": ({"child_seen": True}, {"place": ["home", "placement"]}, {"recorded_at": {"recorded": True}}),
            "placement.started": ({"provision": "external"}, {"kind": ["foster", "connected_person"]}),
        }
        rule: Said = {"at": self._event(kind)}
        if self._one_in(3):
            points = ["conference_with_a_plan", no_meeting(self.random, self.rule_ids), a_meeting(self.random)]
            return {"at": self.random.choice(points), "while": self._state()}
        pick = self.random.randrange(4)
        if pick != 0:
            rule["have"] = self.random.choice(have[kind])
        if pick <= 1:
            rule["while"] = self._state()
        return rule

    def gate(self) -> Said:
        """This may not happen unless these are in place."""
        needs = [{**self._need(), "named": f"need {number}"} for number in range(self.random.randint(1, 3))]
        guards = self.random.choice(["case.closed", "case.closed", self._event("icpc.held"), a_meeting(self.random)])
        return {"guards": guards, "needs": needs}

    def _need(self) -> Said:
        pick = self.random.randrange(8)
        if pick == 0:
            need: Said = {"state": self._state()}
        elif pick == 1:
            need = {"have": {"rationale_recorded": True}}
        else:
            need = {"do": self.act(several=self._one_in(3))}
            if self._one_in(3):
                need["fresh"] = self.random.choice(["3 months", "10 working days", "2 weeks", "48 hours"])
            if self._one_in(3):
                edges = [{"start_of": self.random.choice(PERIODS)}, an_anchor(self.random, [])]
                need["since"] = self.random.choice([self.random.choice(TRIGGERS), *edges])
            if self._one_in(3):
                need["in"] = self.random.choice(PERIODS)
        if self._one_in(5):
            need["only_if"] = self._state()
        return need

    def limit(self) -> Said:
        """No more than."""
        return getattr(self, self.random.choice(["_at_once", "_no_longer", "_days", "_acts"]))()  # type: ignore[no-any-return]  # each draws a rule

    def _at_once(self) -> Said:
        rule: Said = {"of": self.random.choice(["placement", "allocation"]), "no_more_than": self.random.choice([1, 2])}
        if self.random.randrange(2):
            counted = ["provision", "carer", "worker"] if rule["of"] == "placement" else ["child", "worker"]
            rule["counting"] = self.random.choice(counted)
        return self._while_too(rule)

    def _while_too(self, rule: Said) -> Said:
        if self._one_in(4):
            rule["while"] = self._state()
        return rule

    def _no_longer(self) -> Said:
        lengths = ["2 weeks", "1 month", "10 working days"]
        rule: Said = {"of": self._while(), "no_longer_than": self.random.choice(lengths)}
        if self._one_in(3):
            rule["or_as_agreed"] = self._agreement()
        return self._while_too(rule)

    def _days(self) -> Said:
        rule: Said = {"of": self._while(), "no_more_than": self.random.choice(["10 days", "3 days", "2 weeks"])}
        if self._one_in(3):
            rule["in_any"] = self.random.choice(["1 month", "6 weeks"])
        else:
            each = {"each": self.random.choice(["1 month", "6 weeks"])}
            rule["in"] = self.random.choice(["calendar_month", "calendar_year", "financial_year", each])
        return self._while_too(rule)

    def _acts(self) -> Said:
        rule: Said = {"each": self.act(several=False), "no_more_than": self.random.choice([1, 2])}
        if self._one_in(3):
            rule["in_any"] = self.random.choice(["1 month", "6 weeks", "10 working days"])
        else:
            each = {"each": self.random.choice(["1 month", "6 weeks"])}
            rule["in"] = self.random.choice(["calendar_month", "calendar_year", "financial_year", each, "period"])
        if rule.get("in") == "period" or self._one_in(3):
            rule["while"] = self._while()
        return rule

    def judgement(self) -> Said:
        """A person must judge it."""
        points = [self._event(self.random.choice(TRIGGERS)), a_meeting(self.random)]
        return {} if self._one_in(4) else {"at": self.random.choice(points)}
