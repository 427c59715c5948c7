"""Commands without their arguments: a list lists, and what needs an argument shows one."""

import shlex

import pytest
from typer.main import get_command

from untuned.cli.app import app
from untuned.cli.examples import EXAMPLES


def commands(group, path=()):
    """Every command with its path, those of groups too."""
    for name, one in group.commands.items():
        if hasattr(one, "commands"):
            yield from commands(one, (*path, name))
        else:
            yield (*path, name), one


COMMANDS = dict(commands(get_command(app)))
NEEDY = sorted(path for path, one in COMMANDS.items() if any(p.required for p in one.params if p.param_type_name == "argument"))


@pytest.mark.parametrize("path", NEEDY, ids=" ".join)
def test_a_command_without_its_argument_says_what_is_missing_and_shows_an_example(untuned, path):
    called = untuned(*path)
    assert called.code == 2
    assert called.err.startswith("error: Missing argument '")
    name = " ".join(path)
    assert f"untuned {name} {EXAMPLES[name]}  (see 'untuned {name} --help')" in called.err


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_every_example_can_be_read(name):
    command = COMMANDS[tuple(name.split())]
    given = command.make_context(name, shlex.split(EXAMPLES[name])).params
    assert all(given[one.name] for one in command.params if one.required)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["route"], "Missing argument 'QUESTION': give one, or --check, or --train."),
        (["questions", "confirm"], "Missing argument 'ID...': name drafts, or all of them with --all"),
        (["compare", "default"], "Missing argument 'VARIANT': name two variants or more"),
        (["ledger", "add", "tuning"], "Missing argument '--hours': give --hours, --cost, or both."),
    ],
)
def test_one_of_several_ways_to_call_a_command_is_asked_for_in_the_same_way(untuned, project, arguments, said):
    called = untuned(*arguments)
    assert called.code == 2
    assert said in called.err
    assert "(see 'untuned " in called.err


@pytest.mark.parametrize(
    ("group", "said"),
    [
        ("runs", "untuned eval default"),
        ("ledger", "untuned ledger add"),
        ("questions", "untuned questions import FILE"),
        ("lean", "untuned lean add"),
        ("ratings", "untuned ratings import FILE"),
    ],
)
def test_a_group_alone_lists_what_there_is_or_says_how_to_get_it(untuned, project, group, said):
    called = untuned(group)
    assert (called.code, called.err) == (0, "")
    assert said in called.out
    assert untuned(group, "--json").code == 0
    assert "Usage: untuned" in untuned(group, "--help").out
    assert "No such command 'bogus'" in untuned(group, "bogus").err


def test_options_alone_are_those_of_the_list(untuned, project):
    untuned("ledger", "add", "tuning", "--hours", "3")
    assert untuned("ledger", "--json").json[0]["hours"] == 3
    assert untuned("runs", "--limit", "3").code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["report"], "begin with 'untuned eval default'"),
        (["gaps"], "ask with 'untuned ask'"),
        (["questions", "split"], "untuned questions import FILE"),
        (["questions", "export"], "untuned questions import FILE"),
        (["history"], "untuned ask"),
        (["chat", "--list"], "untuned chat"),
    ],
)
def test_what_has_nothing_to_show_says_how_to_get_something(untuned, project, arguments, said):
    called = untuned(*arguments)
    assert said in called.out + called.err


def test_an_option_without_its_value_leads_to_the_help_of_its_command(untuned):
    assert "try: see 'untuned gaps --help'" in untuned("gaps", "--markdown").err
    assert "try: see 'untuned questions list --help'" in untuned("questions", "list", "--split").err
    assert "try: see 'untuned --help'" in untuned("--project").err


@pytest.mark.parametrize(
    ("command", "code"), [("ask", "3"), ("summarise", "3"), ("run", "3"), ("verify", "4"), ("climb", "5"), ("check", "6")]
)
def test_the_exit_codes_of_commands_stand_in_the_help_of_all(untuned, command, code):
    told = " ".join(untuned("--help").out.partition("Exit codes:")[2].partition("130")[0].split())
    assert f"'{command}'" in told.partition(f" {code} ")[2].partition(f" {int(code) + 1} ")[0]
