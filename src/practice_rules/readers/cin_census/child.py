"""One child of a census file as a case."""

from __future__ import annotations

from practice_rules.case import Case, Subject
from practice_rules.case.event import AttributeValue
from practice_rules.readers.cin_census.codes import NO_DISABILITY
from practice_rules.readers.cin_census.element import Element
from practice_rules.readers.cin_census.episode import ChildDates, read_episodes
from practice_rules.readers.cin_census.header import CinHeader
from practice_rules.readers.cin_census.reporting import Reporter
from practice_rules.readers.cin_census.structure import check_structure

CHILD = "Child"


def read_child(child: Element, header: CinHeader, reporter: Reporter, unknown: set[str]) -> Case | None:
    """A child's case, or `None` when the child is to be set aside; `reporter` then holds an error that says why.

    `unknown` holds the names of strange elements already reported for the file.
    """
    check_structure(child, reporter, unknown)
    identifiers = child.first("ChildIdentifiers") or Element(CHILD, child.line, child.column)
    identity = identifiers.filled("LAchildID")
    if identity is None:
        reporter.error(
            identifiers,
            "cin-no-child-id",
            "a child has no LAchildID, so the history cannot be told from another's",
            "ChildIdentifiers, LAchildID: the council's own number for the child",
            "add the number in the case system and export the file again",
        )
    dates = _dates_of(identifiers, header, reporter)
    episodes = child.all("CINdetails")
    if not episodes:
        reporter.error(
            child,
            "cin-no-episode",
            "a child has no CINdetails, so there is nothing to judge",
            "at least one CINdetails, with the date of the referral",
        )
    events = read_episodes(episodes, dates, header, reporter)
    if identity is None or reporter.failed:
        return None
    facts = _facts(child.first("ChildCharacteristics"), dates, header)
    return Case(Subject(identity.text, "child", dates.born, facts), tuple(events), header.coverage)


def _dates_of(identifiers: Element, header: CinHeader, reporter: Reporter) -> ChildDates:
    """Birth, expected birth and death."""
    birth = identifiers.filled("PersonBirthDate")
    born = reporter.past_date_in(birth, header.as_of, any_century=True)
    expected = reporter.date_in(identifiers.filled("ExpectedPersonBirthDate"), any_century=True)
    death = identifiers.filled("PersonDeathDate")
    died = reporter.past_date_in(death, header.as_of)
    if death is not None and died is not None and born is not None and died < born:
        reporter.error(
            death,
            "cin-ends-before-start",
            "'PersonDeathDate' is before 'PersonBirthDate'",
            "a death on or after the day of birth",
            "correct the wrong one of the two and export the file again",
        )
    if birth is None and expected is None:
        reporter.warn(
            identifiers,
            "cin-no-birth-date",
            "the child has neither a date of birth nor an expected one; what depends on age will be unknown",
            "PersonBirthDate, or ExpectedPersonBirthDate for a child not born yet",
        )
    return ChildDates(born, expected, died, death)


def _facts(characteristics: Element | None, dates: ChildDates, header: CinHeader) -> dict[str, AttributeValue]:
    """Whether the child is disabled, and not yet born, where the file says so."""
    facts: dict[str, AttributeValue] = {}
    codes = [
        code.text.upper()
        for group in (characteristics.all("Disabilities") if characteristics is not None else [])
        for code in group.all("Disability")
        if code.text
    ]
    if codes:
        facts["disabled"] = any(code != NO_DISABILITY for code in codes)
    if dates.born is not None or dates.expected is not None:
        facts["unborn"] = dates.born is None or dates.born > header.as_of
    return facts
