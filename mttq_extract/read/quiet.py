"""Libraries log what they stumble over; for the user the reason of a failure says it, in one line and by name."""

from __future__ import annotations

import logging


def quiet(*libraries: str) -> None:
    """Keep the log lines of libraries off the terminal; a program that sets up logging still gets them."""
    for name in libraries:
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
