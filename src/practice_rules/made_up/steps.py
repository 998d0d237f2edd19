"""How the tables say what goes with what: each event brings steps, before it or after it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from practice_rules.case.event import AttributeValue


class Step(NamedTuple):
    """What usually goes with an event.

    `within` is the number of days usually allowed after the event; less than 0, the number of days before it by which
    the step should be done. `share` is how often it is done at all; `paper` marks everyday paperwork, which thin
    records leave out. `about` links it to the event; `while_` names the phase of the child's history in which it is
    done.
    """

    event_type: str
    share: float
    within: int
    about: bool
    by: str | None
    while_: str | None
    paper: bool
    facts: Mapping[str, AttributeValue] | None


Steps = Mapping[str, tuple[Step, ...]]


def _fact(value: object) -> AttributeValue:
    if isinstance(value, set | list | tuple):
        return frozenset(value)
    return value  # type: ignore[return-value]  # the tables hold what an attribute may hold


def under_habits(steps: Steps, never: float, fullness: float) -> Steps:
    """The steps with their shares as these habits leave them."""
    return {
        name: tuple(
            each._replace(share=each.share * (1 - never) * (fullness if each.paper else 1.0)) for each in listed
        )
        for name, listed in steps.items()
    }


def step(
    event_type: str,
    share: float = 0.95,
    within: int = 3,
    *,
    about: bool = False,
    by: str | None = None,
    while_: str | None = None,
    paper: bool = False,
    **facts: object,
) -> Step:
    """A step as the tables write it; lists and sets of words become sets."""
    named = {name.rstrip("_"): _fact(value) for name, value in facts.items()}
    return Step(event_type, share, within, about, by, while_, paper, named or None)
