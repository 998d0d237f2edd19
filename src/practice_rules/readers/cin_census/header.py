"""The head of a census file: whose it is, for which year, up to which day, and what such a file can show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from practice_rules.case import Coverage, EventCoverage
from practice_rules.readers.cin_census.element import Element
from practice_rules.readers.cin_census.reporting import Reporter

COLLECTION: Final = "CIN"

COVERED: Final[Mapping[str, frozenset[str]]] = {
    "referral.received": frozenset({"category", "source"}),
    "case.opened": frozenset({"category"}),
    "case.closed": frozenset({"outcome", "reason", "after"}),
    "assessment.started": frozenset({"assessment_kind"}),
    "assessment.completed": frozenset({"assessment_kind"}),
    "assessment.authorised": frozenset({"assessment_kind"}),
    "section_47.started": frozenset(),
    "icpc.held": frozenset({"kind", "outcome"}),
    "child_protection_plan.started": frozenset({"category", "previous_plans"}),
    "child_protection_plan.ended": frozenset(),
    "rcpc.held": frozenset({"outcome"}),
    "child_in_need_plan.started": frozenset(),
    "child_in_need_plan.ended": frozenset(),
}
"""The event types of which a census holds every one of its year, with the attributes it carries for each.

Strategy discussions are not among them: only those that led to section 47 enquiries are in the file. Nor is
pre-proceedings: councils may leave that group out, so its absence proves nothing.
"""

FACTS: Final = frozenset({"disabled", "unborn"})
"""The facts of a subject that a census carries."""


@dataclass(frozen=True, slots=True)
class CinHeader:
    """What a census file says about itself.

    `as_of` is its reference date, by which everything in it is to be judged; `council` the three-digit number of
    the local authority; `year` the year the file names; `coverage` what a census up to that date holds.
    """

    as_of: date
    council: str | None
    year: int | None
    coverage: Coverage


def year_start(reference: date) -> date:
    """The 1 April on which the census year of a reference date begins.

    >>> year_start(date(2026, 3, 31)), year_start(date(2025, 4, 1))
    (datetime.date(2025, 4, 1), datetime.date(2025, 4, 1))
    """
    return date(reference.year if (reference.month, reference.day) >= (4, 1) else reference.year - 1, 4, 1)


def census_coverage(reference: date) -> Coverage:
    """What a census holds: every event of the types it collects from 1 April to its reference date, no others.

    Referrals and plans that began before 1 April are in it while still open, and are read; but as those that had
    ended by then are not, absence before 1 April proves nothing, and the coverage says so.

    >>> census_coverage(date(2026, 3, 31)).name
    'children in need census 2025-26'
    >>> census_coverage(date(2026, 3, 31)).holds("visit.made")
    False
    """
    first = year_start(reference)
    name = f"children in need census {first.year}-{(first.year + 1) % 100:02d}"
    events = {event: EventCoverage("complete", first, reference, attributes) for event, attributes in COVERED.items()}
    return Coverage(name, events, FACTS)


def read_header(element: Element, reporter: Reporter) -> CinHeader | None:
    """The header, or `None` when it does not say which census this is or up to which day it goes."""
    details = element.first("CollectionDetails")
    collection = details.filled("Collection") if details is not None else None
    if collection is not None and collection.text.upper() != COLLECTION:
        reporter.error(
            collection,
            "cin-other-collection",
            "the file belongs to another of the department's collections",
            "a file whose Collection is CIN",
            "check that the right file was chosen",
        )
        return None
    given = details.filled("ReferenceDate") if details is not None else None
    reference = reporter.date_in(given)
    if reference is None:
        if given is None:
            reporter.error(
                details or element,
                "cin-no-reference-date",
                "the header gives no reference date, so it cannot be told up to which day the file goes",
                "Header, CollectionDetails, ReferenceDate: the last day of the census year",
                "add the reference date, or export the file again",
            )
        return None
    return CinHeader(reference, _council(element), _year(details, reference, reporter), census_coverage(reference))


def _council(header: Element) -> str | None:
    for source in header.all("Source"):
        number = source.filled("LEA")
        if number is not None:
            return number.text
    return None


def _year(details: Element | None, reference: date, reporter: Reporter) -> int | None:
    element = details.filled("Year") if details is not None else None
    year = reporter.whole_number_in(element)
    if element is not None and year is not None and year != reference.year:
        reporter.warn(
            element,
            "cin-year",
            "the year of the header is not the year of its reference date; the reference date is used",
            "the year in which the reference date falls",
        )
    return year
