"""Results: obligations as people and programs read them, and the shapes they are written in."""

from practice_rules.result.obligation import Obligation
from practice_rules.result.result import PackIdentity, Result, evaluate
from practice_rules.result.schema import result_schema
from practice_rules.result.shape import COLUMNS, SHAPE

__all__ = ["COLUMNS", "SHAPE", "Obligation", "PackIdentity", "Result", "evaluate", "result_schema"]
