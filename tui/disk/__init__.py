"""Files safely read and written: nothing that hangs, nothing half-written, nothing through a link."""
