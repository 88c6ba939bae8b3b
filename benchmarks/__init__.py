"""Benchmarks: our figures beside a floor and beside other tools; no part of the library or of its tests."""
