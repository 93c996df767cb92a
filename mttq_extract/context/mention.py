"""One place in a text where a possible subject of a figure is written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Mention:
    """One place in the text (view offsets) where a possible subject is written.

    `type` is an entity type, FRONT for a body of the Front, TAIL for the place inside an organisation's name, NAME
    for capitals that no entity covers, LEVEL, PHRASE and OPEN for common nouns, WHOLE for "toàn tỉnh". `before` and
    `after` are the classes of the words around it, `key` what two mentions of the same subject share. `features` are
    written when they are first asked for, once for all figures, and with them what it is `called`: what it is to the
    document, else its type.
    """

    start: int
    end: int
    type: str
    text: str
    key: str
    base: str
    before: str
    after: str
    next: str
    initial: bool
    acts: bool
    listed: tuple[Mention, ...] = ()
    features: tuple[str, ...] = ()
    called: str = ""
