"""What a case *is*: plain frozen values with invariants; no I/O and no clock."""
