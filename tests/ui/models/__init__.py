"""Mirror of `ui/models`."""
