"""Export formats, one module a format. None exists yet; they come in a later step."""
