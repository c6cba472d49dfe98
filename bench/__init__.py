"""Measurements, each beside a floor measured in the same run. bench/README.md tells how to read them."""
