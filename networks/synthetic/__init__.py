"""Networks that nobody has: made up, any number of them, the same for the same seed.

``words`` and ``plan`` are pure; ``store`` writes what was planned, in batches, straight into the tables.
"""
