"""Settings of all tests."""

from __future__ import annotations

import os

from hypothesis import settings

# The same examples each time: a red run is a change, never luck. To look for
# new ones: HYPOTHESIS_PROFILE=explore make test
settings.register_profile("same", derandomize=True)
settings.register_profile("explore", max_examples=2000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
