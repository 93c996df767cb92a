"""What the shell offers when Tab is pressed behind an option."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mttq_extract.types import ROLES

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem


def indicators(context: click.Context, option: click.Parameter, begun: str) -> list[CompletionItem]:
    """Ids of indicators, with their labels."""
    from click.shell_completion import CompletionItem

    from mttq_extract.store.indicator_table import read_indicators

    return [CompletionItem(i.id, help=i.label_vi) for i in read_indicators() if i.id.startswith(begun)]


def roles(context: click.Context, option: click.Parameter, begun: str) -> list[CompletionItem]:
    """Ids of roles, with their names."""
    from click.shell_completion import CompletionItem

    from mttq_extract.wording import role_name

    return [CompletionItem(role, help=role_name(role)) for role in ROLES if role.startswith(begun)]


def columns(context: click.Context, option: click.Parameter, begun: str) -> list[CompletionItem]:
    """Columns to group by."""
    from click.shell_completion import CompletionItem

    from mttq_extract.store.columns import column_words
    from mttq_extract.store.measures import GROUP_COLUMNS

    words = column_words()
    return [CompletionItem(name, help=words[name].label) for name in GROUP_COLUMNS if name.startswith(begun)]
