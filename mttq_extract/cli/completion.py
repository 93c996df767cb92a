"""`mttq completion`: let the shell finish commands, options and ids."""

from __future__ import annotations

import click

_FILES = {
    "bash": "~/.bashrc",
    "zsh": "~/.zshrc",
    "fish": "~/.config/fish/completions/mttq.fish",
}

EXAMPLES = """\b
Ví dụ (examples):
  mttq completion bash >> ~/.bashrc
  mttq completion zsh >> ~/.zshrc
  mttq completion fish > ~/.config/fish/completions/mttq.fish
"""


@click.command("completion", epilog=EXAMPLES)
@click.argument("shell", type=click.Choice(list(_FILES)))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """In đoạn mã để shell tự điền lệnh, tùy chọn, mã chỉ số (print the shell completion script).

    Append it to the file named in the example and open a new terminal; then Tab finishes commands and options.
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None, shell
    click.echo(kind(context.find_root().command, {}, "mttq", "_MTTQ_COMPLETE").source())
    click.echo(f"Ghi vào {_FILES[shell]} rồi mở cửa sổ lệnh mới (append it, open a new terminal).", err=True)
