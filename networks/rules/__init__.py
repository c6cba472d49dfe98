"""Rules that stand in the way: what pages read of them, and what is worked out about them.

``circles``, ``likeness``, ``names`` and ``legal`` are pure; ``access`` holds the doors; ``influence`` reads
for one seat in a network, ``register`` for one office in an organisation.
"""
