"""Mirror of `ui/pages`."""
