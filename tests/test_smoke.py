"""The package imports and tells its version."""

import cspdesk


def test_the_package_tells_its_version() -> None:
    assert cspdesk.__version__.count(".") == 2
