"""How a check is evaluated; the law itself is data in `resources/rules`."""
