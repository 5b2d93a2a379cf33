"""Random cases: new ones on every run at a desk, the same ones under CI, so that what lands does not hang on luck."""

import os

from hypothesis import settings

settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")
