"""The episodes of a child in need, each from referral to closure, as events.

docs/cin-census.md has the whole table of which element becomes which event, and what cannot be known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from practice_rules.case import Event, Provenance
from practice_rules.case.event import AttributeValue, EventStatus
from practice_rules.problems import quoted
from practice_rules.readers.cin_census.codes import AFTER_ASSESSMENT, CLOSED_BECAUSE, REFERRED_BY
from practice_rules.readers.cin_census.conferences import Plans
from practice_rules.readers.cin_census.element import Element
from practice_rules.readers.cin_census.header import CinHeader, year_start
from practice_rules.readers.cin_census.reporting import Reporter

DIED = "the child died"

Attributes = Mapping[str, AttributeValue]


@dataclass(frozen=True, slots=True)
class ChildDates:
    """When a child was born, is expected to be born, and died; and the element that gives the death."""

    born: date | None
    expected: date | None = None
    died: date | None = None
    death: Element | None = None

    def before_birth(self, day: date) -> bool:
        """Whether a day was before the child's birth; every day is, for a child not born yet."""
        return day < self.born if self.born is not None else self.expected is not None


def read_episodes(episodes: Sequence[Element], dates: ChildDates, header: CinHeader, reporter: Reporter) -> list[Event]:
    """The events of all of a child's episodes, in the order of the file."""
    plans = _plans(episodes, header)
    events: list[Event] = []
    for number, episode in enumerate(episodes, 1):
        events += _Episode(number, episode, dates, plans, header, reporter).read()
    return events


def _plans(episodes: Sequence[Element], header: CinHeader) -> Plans:
    """When the child's plans ran, read ahead because a conference may stand before the plan it made."""
    quiet = Reporter("")
    plans = Plans(year_start(header.as_of))
    for episode in episodes:
        for group, first, last, into in (
            ("ChildProtectionPlans", "CPPstartDate", "CPPendDate", plans.protection),
            ("CINPlanDates", "CINPlanStartDate", "CINPlanEndDate", plans.in_need),
        ):
            for plan in episode.all(group):
                start = quiet.date_in(plan.filled(first))
                if start is not None:
                    into.append((start, quiet.date_in(plan.filled(last))))
    return plans


@dataclass(slots=True)
class _Episode:
    """One `CINdetails`."""

    number: int
    element: Element
    dates: ChildDates
    plans: Plans
    header: CinHeader
    reporter: Reporter
    events: list[Event] = field(default_factory=list)
    referred: date | None = None
    closed: date | None = None

    def read(self) -> list[Event]:
        """The episode's events."""
        self._referral()
        for number, assessment in enumerate(self.element.all("Assessments"), 1):
            self._assessment(assessment, f"{self.number}.{number}")
        self._conferences()
        for number, plan in enumerate(self.element.all("CINPlanDates"), 1):
            self._child_in_need_plan(plan, f"{self.number}.{number}")
        for number, plan in enumerate(self.element.all("ChildProtectionPlans"), 1):
            self._child_protection_plan(plan, f"{self.number}.{number}")
        for number, group in enumerate(self.element.all("PreProceedingsandFGDM"), 1):
            self._pre_proceedings(group, f"{self.number}.{number}")
        return self.events

    # ------------------------------------------------------------ from referral to closure

    def _referral(self) -> None:
        at, self.referred = self._needed(self.element, "CINreferralDate")
        closing, self.closed = self._day(self.element, "CINclosureDate")
        refused = self.reporter.truth_in(self.element.filled("ReferralNFA"))
        if at is None or self.referred is None:
            return
        referral, opened = f"referral-{self.number}", f"case-{self.number}"
        source = self._text("ReferralSource")
        by = REFERRED_BY.get(source.upper()) if source is not None else None
        self._add(at, self.referred, "referral.received", referral, {"category": source, "source": by})
        # A referral on which nothing more was done opens no case, unless the file itself shows that one ran.
        open_case = not refused or self.closed is not None or any(part.parts for part in self.element.parts)
        if open_case:
            need = {"category": self._text("PrimaryNeedCode")}
            self._add(at, self.referred, "case.opened", opened, need, about=referral)
        self._closure(closing, opened if open_case else referral)

    def _closure(self, closing: Element | None, about: str) -> None:
        if closing is None or self.closed is None:
            if closing is None:
                self._ends_with_death(self.referred, "case.closed", about, {"outcome": "other"})
            return
        self._in_order(closing, self.closed, self.referred, "CINreferralDate")
        code = (self._text("ReasonForClosure") or "").upper()
        outcome, reason = CLOSED_BECAUSE.get(code, (None, None))
        attributes = {
            "outcome": outcome,
            "reason": f"{code}: {reason}" if reason is not None else None,
            "after": "assessment" if code in AFTER_ASSESSMENT else None,
        }
        self._add(closing, self.closed, "case.closed", f"closure-{self.number}", attributes, about=about)

    # ------------------------------------------------------------ assessments

    def _assessment(self, group: Element, number: str) -> None:
        at, started = self._needed(group, "AssessmentActualStartDate")
        done, authorised = self._day(group, "AssessmentAuthorisationDate")
        review = group.filled("AssessmentInternalReviewDate")
        review_on = self.reporter.date_in(review)
        if at is None or started is None:
            return
        name, kind = f"assessment-{number}", {"assessment_kind": "child_and_family"}
        self._fits_episode(at, started)
        self._add(at, started, "assessment.started", name, kind)
        if review is not None and review_on is not None:
            looked_at, review_name = "assessment.progress_reviewed", f"assessment-review-{number}"
            self._add(review, review_on, looked_at, review_name, kind, about=name, status="planned")
        if done is None or authorised is None:
            if done is None:
                self._ends_with_death(started, "assessment.ended_early", name, kind)
            return
        self._in_order(done, authorised, started, at.name)
        self._fits_episode(done, authorised)
        # The census counts an assessment as finished when it is authorised, and has no other day for it.
        for event in ("assessment.completed", "assessment.authorised"):
            self._add(done, authorised, event, f"{event.replace('.', '-')}-{number}", kind, about=name)

    # ------------------------------------------------------------ enquiries and conferences

    def _conferences(self) -> None:
        """Section 47 enquiries with their conferences, and a conference on a child who moved in with a plan."""
        held: list[tuple[Element, date, str]] = []
        for number, group in enumerate(self.element.all("Section47"), 1):
            conference = self._section_47(group, f"{self.number}.{number}")
            if conference is not None:
                held.append(conference)
        days = {day for _, day, _ in held}
        for number, day in enumerate(sorted(days), 1):
            serves = [each for each in held if each[1] == day]
            # A conference that several enquiries led to is one meeting: it is left free to serve any of them.
            about = serves[0][2] if len(serves) == 1 else None
            self._conference(serves[0][0], day, f"icpc-{self.number}.{number}", about, "initial")
        at, day_in = self._day(self.element, "DateOfInitialCPC")
        if at is not None and day_in is not None and day_in not in days:
            self._conference(at, day_in, f"icpc-{self.number}.0", None, "transfer_in")

    def _section_47(self, group: Element, number: str) -> tuple[Element, date, str] | None:
        """The enquiries, and where they led to a conference its element, day and the discussion it follows."""
        at, started = self._needed(group, "S47ActualStartDate")
        self.reporter.date_in(group.filled("InitialCPCtarget"))
        conference, held = self._day(group, "DateOfInitialCPC")
        not_needed = group.filled("ICPCnotRequired")
        declined = self.reporter.truth_in(not_needed)
        if at is None or started is None:
            return None
        discussion = f"strategy-{number}"
        self._fits_episode(at, started)
        self._add(at, started, "strategy_discussion.held", discussion, {"outcome": "section_47"})
        self._add(at, started, "section_47.started", f"section_47-{number}", about=discussion)
        if conference is not None:
            if not_needed is not None and declined:
                self._warn_contradiction(not_needed)
            if held is None:
                return None
            self._in_order(conference, held, started, at.name)
            return conference, held, discussion
        if not_needed is not None and declined:
            # The day of the decision is not in the file: the first on which it can have been taken stands in.
            self._add(not_needed, started, "conference.declined", f"no-icpc-{number}", about=discussion)
        return None

    def _conference(self, at: Element, day: date, name: str, about: str | None, kind: str) -> None:
        if kind == "initial" and self.dates.before_birth(day):
            kind = "pre_birth"
        attributes = {"kind": kind, "outcome": self.plans.outcome_of(day)}
        self._add(at, day, "icpc.held", name, attributes, about=about)

    def _warn_contradiction(self, element: Element) -> None:
        self.reporter.warn(
            element,
            "cin-conference-contradiction",
            "'ICPCnotRequired' says that no conference was needed, yet the same group gives the day of one; "
            "the conference is kept",
            "false, or no DateOfInitialCPC",
        )

    # ------------------------------------------------------------ plans

    def _child_in_need_plan(self, group: Element, number: str) -> None:
        at, started = self._needed(group, "CINPlanStartDate")
        ended, end = self._day(group, "CINPlanEndDate")
        if at is None or started is None:
            return
        name = f"child_in_need_plan-{number}"
        self._add(at, started, "child_in_need_plan.started", name)
        self._plan_end(ended, end, started, at, "child_in_need_plan.ended", name)

    def _child_protection_plan(self, group: Element, number: str) -> None:
        at, started = self._needed(group, "CPPstartDate")
        ended, end = self._day(group, "CPPendDate")
        category = group.filled("InitialCategoryOfAbuse")
        previous = self.reporter.whole_number_in(group.filled("NumberOfPreviousCPP"))
        reviews = [date_ for each in group.all("Reviews") for date_ in each.all("CPPreviewDate") if date_.text]
        held = [(each, self.reporter.past_date_in(each, self.header.as_of)) for each in reviews]
        if at is None or started is None:
            return
        name = f"child_protection_plan-{number}"
        self._fits_episode(at, started)
        attributes = {"category": category.text if category is not None else None, "previous_plans": previous}
        self._add(at, started, "child_protection_plan.started", name, attributes)
        for count, (review, day) in enumerate(held, 1):
            if day is None:
                continue
            if day <= started:
                self._warn_order(review, "a review on or before the day on which its plan starts")
            goes_on = day > started and (ended is None or (end is not None and day < end))
            outcome = {"outcome": "plan_continues" if goes_on else None}
            self._add(review, day, "rcpc.held", f"rcpc-{number}.{count}", outcome, about=name)
        self._plan_end(ended, end, started, at, "child_protection_plan.ended", name)

    def _plan_end(
        self, ended: Element | None, end: date | None, started: date, start: Element, event: str, plan: str
    ) -> None:
        if ended is None:
            self._ends_with_death(started, event, plan)
        elif end is not None:
            self._in_order(ended, end, started, start.name)
            self._add(ended, end, event, f"{plan}-end", about=plan)

    # ------------------------------------------------------------ before court

    def _pre_proceedings(self, group: Element, number: str) -> None:
        begun = f"pre_proceedings-{number}"
        at, started = self._day(group, "PPStartDate")
        self._day(group, "LetterInitCPDate")
        applied = group.filled("CourtAppDate") is not None
        about = begun if at is not None else None
        if at is not None and started is not None:
            self._add(at, started, "pre_proceedings.started", begun)
        steps: tuple[tuple[str, str, Attributes], ...] = (
            ("LBPSentDate", "letter_before_proceedings.sent", {}),
            ("InitialPPMeetingDate", "pre_proceedings_meeting.held", {"first": True}),
            ("StepDecisionDate", "pre_proceedings.ended", {"outcome": "proceedings_issued" if applied else None}),
            ("CourtAppDate", "care_proceedings.started", {}),
        )
        for element, event, attributes in steps:
            step, day = self._day(group, element)
            if step is None or day is None:
                continue
            self._in_order(step, day, started, "PPStartDate")
            self._add(step, day, event, f"{event.replace('.', '-')}-{number}", attributes, about=about)

    # ------------------------------------------------------------ dates, and what they must not say

    def _day(self, group: Element, name: str) -> tuple[Element | None, date | None]:
        """An element and the day it gives."""
        element = group.filled(name)
        return element, self.reporter.past_date_in(element, self.header.as_of)

    def _needed(self, group: Element, name: str) -> tuple[Element | None, date | None]:
        """An element without whose day its group means nothing."""
        element, day = self._day(group, name)
        if element is None:
            self.reporter.error(
                group,
                "cin-missing-date",
                f"{quoted(group.name)} has no {quoted(name)}",
                f"{name}: the date on which it began",
                "add the date in the case system and export the file again",
            )
        return element, day

    def _in_order(self, later: Element, day: date, start: date | None, earlier: str) -> None:
        if start is not None and day < start:
            self.reporter.error(
                later,
                "cin-ends-before-start",
                f"{quoted(later.name)} is before {quoted(earlier)}",
                "a later step on or after the day of the earlier one",
                "correct the wrong one of the two and export the file again",
            )

    def _fits_episode(self, element: Element, day: date) -> None:
        """Warn of a day outside its episode (Department for Education validation rules 1103, 1105, 2889, 8565)."""
        if self.referred is not None and day < self.referred:
            self._warn_order(element, "before the referral it belongs to")
        elif self.closed is not None and day > self.closed:
            self._warn_order(element, "after the closure of the episode it is in")

    def _warn_order(self, element: Element, what: str) -> None:
        self.reporter.warn(
            element,
            "cin-order",
            f"{quoted(element.name)} is {what}; it was kept as it stands",
            fix="check the dates in the case system",
        )

    def _ends_with_death(
        self, began: date | None, event: str, about: str, attributes: Attributes = MappingProxyType({})
    ) -> None:
        """End what was still open when the child died."""
        died, death = self.dates.died, self.dates.death
        if death is not None and died is not None and began is not None and began <= died:
            self._add(death, died, event, f"{about}-death", {**attributes, "reason": DIED}, about=about)

    def _text(self, name: str) -> str | None:
        element = self.element.filled(name)
        return element.text if element is not None else None

    def _add(
        self,
        element: Element,
        at: date,
        event: str,
        name: str,
        attributes: Attributes = MappingProxyType({}),
        *,
        about: str | None = None,
        status: EventStatus = "occurred",
    ) -> None:
        """Add an event; what the file does not say is left out."""
        self.events.append(
            Event(
                event,
                at,
                status,
                id=name,
                about=about,
                attributes={key: value for key, value in attributes.items() if value is not None},
                provenance=Provenance(self.reporter.file, element.line, element.name),
            )
        )
