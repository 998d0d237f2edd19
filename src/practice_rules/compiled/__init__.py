"""The fast path: simple rules over plain histories, on integers.

Most of what a case record holds is plain: things that happened, each said once. Most rules are simple: an event, a
length of time, an act. Where both are so, the answer can be had without an object for each event and duty. This
package compiles such rules a second time and answers for such histories; for every other rule or history it says so,
and the engine answers. It decides nothing of its own: lengths of time, conditions and due dates are the engine's
functions, and the tests hold the two to the same obligations.

Follow it from `history` (what is plain) through `shapes` (which rules are simple) to `deadline`, `series` and `lead`,
and to `pack`, which puts them together.
"""

from practice_rules.compiled.history import PlainEvent, PlainHistory, plain_history
from practice_rules.compiled.pack import FastPack, Outcome
from practice_rules.compiled.rows import FastRow

__all__ = ["FastPack", "FastRow", "Outcome", "PlainEvent", "PlainHistory", "plain_history"]
