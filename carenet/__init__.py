"""The house: wiring that knows every app."""
