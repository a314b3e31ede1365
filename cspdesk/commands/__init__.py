"""The command line: verbs, their JSON shapes and their sentences."""

BAD_INPUT_CODE = 2
"""Exit code of what was written wrongly, on the command line or in a file."""
