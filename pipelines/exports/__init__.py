"""Data sets to hand on: one module a format, and beside each set what it says of itself.

`run.export` leads an archive's rows (`rows`, whose fields stand in `fields`) through the gate of
rights (`rights`) into files (`formats`, `shards`) and writes their manifest and their `papers`;
`folder` sees to it that nothing half is left, `verify` that what is there is still what was
written.
"""
