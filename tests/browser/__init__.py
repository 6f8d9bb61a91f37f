"""The pages of `antara serve` in a real Chromium: see docs/development.md."""
