"""What the benches share; a bench itself is tests/bench/<name>.py."""
