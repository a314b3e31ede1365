"""Mirror of `ui/widgets`."""
