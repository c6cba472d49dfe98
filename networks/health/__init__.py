"""How a network goes: what can be measured, what may be worth a look, and how it is read for many at once."""
