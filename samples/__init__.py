"""A department budget written from figures: input for demos and tests. Not part of the wheel."""
