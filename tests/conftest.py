"""Settings for the whole test run."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, is_hypothesis_test, settings

from practice_rules.vocabulary.load import load_vocabulary

# No test is about how long it takes; and what a build server tries is what it tried the last time.
settings.register_profile("people", deadline=None)
settings.register_profile("build_server", deadline=None, derandomize=True)
# The mutation tool runs the same test object from several runners, which hypothesis rightly finds odd.
# It runs them thousands of times, so each law is tried on fewer drawn values, and always on the same.
settings.register_profile(
    "mutation",
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.differing_executors],
)

if os.environ.get("MUTANT_UNDER_TEST"):
    settings.load_profile("mutation")
    # Kept by the process that every change is tried in a copy of; the vocabulary's own code is not changed.
    load_vocabulary()
else:
    settings.load_profile("build_server" if os.environ.get("CI") else "people")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Ask the quick tests before the laws and the long ones when the mutation tool waits for the first failure."""
    if os.environ.get("MUTANT_UNDER_TEST"):
        items.sort(key=_patience)


def _patience(test: pytest.Item) -> int:
    """How long a test may have to be waited for."""
    if is_hypothesis_test(getattr(test, "obj", None)):
        return 2
    return int(test.nodeid.startswith(("tests/histories/", "tests/oracle/")) or "oracle" in test.name)
