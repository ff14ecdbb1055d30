"""The demo cities: real-sounding, fictional, and the same rows for the same seed and day."""
