"""How a check is evaluated; what is checked stands in `resources/rules`."""
