"""Tests of the sample budget and its generator."""
