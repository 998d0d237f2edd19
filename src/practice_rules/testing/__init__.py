"""The kit: property-based tests of working-day arithmetic and of evaluations, for anyone's calendar, pack or code.

Needs hypothesis (`pip install practice-rules[testing]`). `dates` and `cases` hold strategies, `working_day_laws` and
`evaluation_laws` the laws and the checks that try them, `pytest_plugin` collects worked examples as tests.
"""

from practice_rules.testing.backward_laws import BACKWARD_LAWS
from practice_rules.testing.cases import cases, events
from practice_rules.testing.dates import calendars, days, edge_days
from practice_rules.testing.evaluation_laws import EVALUATION_LAWS, check_evaluation_laws
from practice_rules.testing.working_day_laws import WORKING_DAY_LAWS, LawBroken, check_working_day_laws

__all__ = [
    "BACKWARD_LAWS",
    "EVALUATION_LAWS",
    "WORKING_DAY_LAWS",
    "LawBroken",
    "calendars",
    "cases",
    "check_evaluation_laws",
    "check_working_day_laws",
    "days",
    "edge_days",
    "events",
]
