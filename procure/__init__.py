"""Compliance engine for Chinese government procurement."""

__version__ = "0.1.0"
