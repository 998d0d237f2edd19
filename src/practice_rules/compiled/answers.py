"""How a simple rule answers for a plain history."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from practice_rules.compiled.history import ByType, PlainEvent
from practice_rules.compiled.rows import FastRow

InForce: TypeAlias = tuple[int, int]
"""First and last day on which a trigger is judged by the rule."""

Listed: TypeAlias = list[list[PlainEvent] | None]
"""What each slot found in this history; `None` while it has not been asked."""

Answer: TypeAlias = Callable[[ByType, Listed, ByType, list[FastRow]], None]
"""From what took place, what the slots found so far, and the meetings still to come: adds the rule's rows to a list.
Raises `InDoubt` before it adds any."""
