"""What the package imports is declared, and what it needs has a version in constraints.txt and is free of the GPL."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def name_of(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\s<>=!~;\[(]", requirement, maxsplit=1)[0].lower())


BASE = {name_of(one) for one in PROJECT["dependencies"]}
OPTIONAL = {name_of(one) for name in ("parquet", "spark") for one in PROJECT["optional-dependencies"][name]}


def needed() -> set[str]:
    """The base dependencies and all that they need, as they are installed here."""
    found: set[str] = set()
    waiting = set(BASE)
    while waiting:
        one = waiting.pop()
        found.add(one)
        try:
            more = metadata.requires(one) or []
        except metadata.PackageNotFoundError:
            continue  # for another system or Python
        # Extras and other systems are left out: what is installed shows the rest.
        waiting |= {name_of(line) for line in more if "extra ==" not in line} - found
    return {one for one in found if _installed(one)}


def _installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def test_every_import_is_declared() -> None:
    owners = metadata.packages_distributions()
    undeclared = set()
    for path in (ROOT / "mttq_extract").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                modules = [node.module]
            for module in {name.partition(".")[0] for name in modules} - sys.stdlib_module_names - {"mttq_extract"}:
                names = {name_of(owner) for owner in owners.get(module, ())}
                if names and not names & (BASE | OPTIONAL):
                    undeclared.add(module)
    assert undeclared == set()


def test_all_that_is_needed_has_a_version() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {name_of(line) for line in lines if "==" in line and not line.startswith("#")}
    assert len(pinned) > 50
    assert needed() - pinned == set()


@pytest.mark.parametrize("name", sorted(needed()))
def test_no_licence_is_the_gpl_alone(name: str) -> None:
    told = metadata.metadata(name)
    said = [line[:80] for key in ("License-Expression", "License") for line in told.get_all(key) or []]
    licence = " ".join([*said, *(line for line in told.get_all("Classifier") or [] if line.startswith("License"))])
    choices = [part for part in re.split(r"\bOR\b", licence) if not re.search(r"\bA?GPL|General Public", part)]
    assert choices, licence
