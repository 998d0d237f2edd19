"""Settings for the whole test run."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# No test is about how long it takes; and what a build server tries is what it tried the last time.
settings.register_profile("people", deadline=None)
settings.register_profile("build_server", deadline=None, derandomize=True)
# The mutation tool runs the same test object from several runners, which hypothesis rightly finds odd.
settings.register_profile("mutation", deadline=None, suppress_health_check=[HealthCheck.differing_executors])

if os.environ.get("MUTANT_UNDER_TEST"):
    settings.load_profile("mutation")
else:
    settings.load_profile("build_server" if os.environ.get("CI") else "people")
