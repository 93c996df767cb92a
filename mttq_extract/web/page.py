"""What a page function gives back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class Page:
    """A template with what it shows."""

    template: str
    title: str
    context: dict[str, Any] = field(default_factory=dict)
    status: int = 200


@dataclass(frozen=True, slots=True)
class Redirect:
    """Another path of these pages."""

    path: str


@dataclass(frozen=True, slots=True)
class Json:
    """A value as JSON."""

    value: Any


@dataclass(frozen=True, slots=True)
class Download:
    """A file to keep; `name` is plain ASCII."""

    name: str
    content_type: str
    body: bytes


Answer: TypeAlias = Page | Redirect | Json | Download
