"""What every written thing in the language shares: unknown keys are refused and nothing changes once read."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Written(BaseModel):
    """A mapping in a pack. Unknown keys are errors; values are read strictly; the result is immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, protected_namespaces=())
