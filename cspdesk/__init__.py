"""cspdesk: the desktop tool of Japan's crowdsourcing producers."""

__version__ = "0.1.0"
