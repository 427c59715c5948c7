"""The command `completion`, and what makes the Tab key work once a shell has its script."""

from __future__ import annotations

import os
from typing import Annotated, Literal

import typer
from typer import completion as machinery

from untuned.cli.command import Call, command
from untuned.cli.output import line

Shell = Literal["bash", "zsh", "fish", "powershell"]

VARIABLE = "_UNTUNED_COMPLETE"
"""What a shell's script sets when it asks for completions; the name that typer derives from the program's."""


def add_to(app: typer.Typer) -> None:
    """Registers the commands of this group."""
    command(app, "completion")(completion)


def completion(call: Call, shell: Annotated[Shell, typer.Argument(metavar="SHELL", help="bash, zsh, fish or powershell.")]) -> None:
    """Print the script by which a shell completes commands, options and their values at the Tab key.

    bash:        untuned completion bash >> ~/.bashrc

    zsh:         untuned completion zsh >> ~/.zshrc

    fish:        untuned completion fish > ~/.config/fish/completions/untuned.fish

    powershell:  untuned completion powershell >> $PROFILE

    Then open a new shell. zsh needs the line below its 'compinit'. Where a file is meant, files are offered.
    """
    script = machinery.get_completion_script(prog_name="untuned", complete_var=VARIABLE, shell=shell)  # pyright: ignore[reportPrivateImportUsage] - there is no other door to it
    call.show({"shell": shell, "script": script}, [line(row) for row in script.split("\n")])


def prepare() -> None:
    """Makes typer answer a shell that asks for completions; without `add_completion` it does not by itself."""
    if VARIABLE in os.environ:
        machinery.get_completion_inspect_parameters()
