"""Whether a passage is ANTARA's: read, looked for, aligned with what is held, judged.

`passage` reads what was pasted, `candidates` finds articles through the index, `source` and
`align` (with `exact`, `judging` and `marks`) compare one of them sentence by sentence and make a
`finding`, `comparing` does it with all of them, `covered` says what the archive holds of the period
in question, `answer` judges, `telling` puts it into words.
docs/check.md is for people.
"""
