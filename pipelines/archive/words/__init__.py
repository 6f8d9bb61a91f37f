"""Words: how what a person types, and what an article says, are read."""
