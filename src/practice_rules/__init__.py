"""What a social work team owes a child, by when, who owes it, and whether it was done.

>>> from datetime import date
>>> from practice_rules import Case, Event, Subject, evaluate
>>> started = Event("section_47.started", date(2026, 3, 3))
>>> result = evaluate(Case(Subject("A1"), (started,)), "york", as_of="2026-03-10")
>>> sorted(result.counts)
['breached', 'due', 'lapsed', 'met', 'unknown']
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from practice_rules.case import Case, Coverage, Event, EventCoverage, Provenance, Subject
    from practice_rules.engine.compile import CompiledPack
    from practice_rules.explain import Explanation, explain_rule
    from practice_rules.packs import load_editions, load_pack, pack_names
    from practice_rules.problems import Problem, Refused
    from practice_rules.readers.case_file import load_cases
    from practice_rules.result import Obligation, Result, evaluate, result_schema

__version__ = "0.1.0"

_HOMES = {
    "Case": "practice_rules.case",
    "CompiledPack": "practice_rules.engine.compile",
    "Coverage": "practice_rules.case",
    "Event": "practice_rules.case",
    "EventCoverage": "practice_rules.case",
    "Explanation": "practice_rules.explain",
    "Obligation": "practice_rules.result",
    "Problem": "practice_rules.problems",
    "Provenance": "practice_rules.case",
    "Refused": "practice_rules.problems",
    "Result": "practice_rules.result",
    "Subject": "practice_rules.case",
    "evaluate": "practice_rules.result",
    "explain_rule": "practice_rules.explain",
    "load_cases": "practice_rules.readers.case_file",
    "load_editions": "practice_rules.packs",
    "load_pack": "practice_rules.packs",
    "pack_names": "practice_rules.packs",
    "result_schema": "practice_rules.result",
}

__all__ = [
    "Case",
    "CompiledPack",
    "Coverage",
    "Event",
    "EventCoverage",
    "Explanation",
    "Obligation",
    "Problem",
    "Provenance",
    "Refused",
    "Result",
    "Subject",
    "evaluate",
    "explain_rule",
    "load_cases",
    "load_editions",
    "load_pack",
    "pack_names",
    "result_schema",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that importing the package costs next to nothing."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"practice_rules has nothing called {name!r}")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
