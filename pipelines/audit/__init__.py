"""The pages of `antara audit`: a captured page beside what was read off it, and a form.

For the person at this machine only: served on loopback, and nothing on them asks anything of
another host. `captured` makes the page harmless, `views` writes the HTML, `app` answers.
"""
