"""A pack as plain values, which can be handed to another process or machine and compiled there."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from practice_rules.dates.calendar import Calendar
from practice_rules.engine.compile import CompiledPack, compile_editions, compile_pack
from practice_rules.language.pack import PackFile
from practice_rules.vocabulary.load import load_vocabulary


@dataclass(frozen=True)
class PortablePack:
    """The editions of a pack, pickled, the calendars they count by, and the alternatives chosen.

    It is for processes that run the same version of this package, and comes from the program itself.
    """

    editions: tuple[bytes, ...]
    calendars: tuple[tuple[str, Calendar], ...]
    chosen: tuple[str, ...]

    @staticmethod
    def of(pack: CompiledPack) -> PortablePack:
        """What is needed to compile a pack again."""
        editions = {id(ready.edition): ready.edition for ready in pack.rules} or {0: pack.pack}
        calendars = {pack.pack.calendar: pack.calendar}
        for ready in pack.rules:
            calendars[ready.rule.calendar or ready.edition.calendar] = ready.calendar
        return PortablePack(
            tuple(pickle.dumps(edition) for edition in editions.values()),
            tuple(sorted(calendars.items(), key=_name)),
            tuple(ready.id for ready in pack.rules if ready.rule.alternative_to is not None),
        )

    def __call__(self) -> CompiledPack:
        """The pack, compiled; once in each process for the same pack."""
        return _compiled(self)

    def __hash__(self) -> int:
        return int.from_bytes(sha256(b"\n".join(self.editions)).digest()[:7], "big")


def _name(named: tuple[str, Calendar]) -> str:
    return named[0]


@lru_cache(maxsize=4)
def _compiled(portable: PortablePack) -> CompiledPack:
    files: list[PackFile] = [pickle.loads(edition) for edition in portable.editions]
    calendars = dict(portable.calendars)
    if len(files) > 1:
        return compile_editions(files, load_vocabulary(), calendars, portable.chosen)
    return compile_pack(files[0], load_vocabulary(), calendars, portable.chosen)
