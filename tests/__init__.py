"""Tests of procure; a package, so that tests can share tests/oracle.py."""
