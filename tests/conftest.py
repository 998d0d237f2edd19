"""Settings for the whole test run."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

if os.environ.get("MUTANT_UNDER_TEST"):
    # The mutation tool runs the same test object from several runners, which hypothesis rightly finds odd.
    settings.register_profile("mutation", deadline=None, suppress_health_check=[HealthCheck.differing_executors])
    settings.load_profile("mutation")
