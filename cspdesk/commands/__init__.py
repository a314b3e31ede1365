"""The command line: verbs, their JSON shapes and their sentences."""
