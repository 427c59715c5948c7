from decimal import Decimal
from itertools import count

import pytest

from untuned.cli import heartbeat, measuring
from untuned.cli.command import Call
from untuned.cli.heartbeat import EVERY_S, Heartbeat
from untuned.evaluation.runs.progress import Progress


def ticking(seconds: float):
    """A clock that goes on by so many seconds with each look at it."""
    moments = count(0.0, seconds)
    return lambda: next(moments)


def test_a_short_command_says_nothing_of_how_far_it_is(capsys):
    beat = Heartbeat(Call(), clock=ticking(1.0))
    for _ in range(int(EVERY_S) - 1):
        beat.tell(lambda: "reading")
    assert capsys.readouterr() == ("", "")


def test_a_long_one_says_it_once_in_half_a_minute(capsys):
    beat = Heartbeat(Call(), clock=ticking(10.0))
    for done in range(1, 10):
        beat.tell(lambda done=done: f"reading: {done} of 9 files")
    assert capsys.readouterr().err.splitlines() == [f"reading: {done} of 9 files" for done in (3, 6, 9)]


@pytest.mark.parametrize("call", [Call(json=True), Call(quiet=True)])
def test_it_says_nothing_to_a_program_or_where_it_is_to_be_quiet(capsys, call):
    Heartbeat(call, clock=ticking(100.0)).tell(lambda: "reading")
    assert capsys.readouterr() == ("", "")


def test_a_long_sync_without_a_terminal_says_how_far_it_is(untuned, tmp_path, monkeypatch):
    monkeypatch.setattr(heartbeat, "EVERY_S", 0.0)
    (tmp_path / "untuned.toml").write_text("", encoding="utf-8")
    for number in range(3):
        (tmp_path / f"{number}.md").write_text(f"# {number}\n\nRoom {number} has {number + 4} seats.\n", encoding="utf-8")
    called = untuned("--project", str(tmp_path), "sync")
    assert "reading: 3 of 3 files" in called.err.splitlines()
    assert called.out.startswith("3 added")


def test_a_long_measurement_without_a_terminal_says_how_far_it_is(capsys, monkeypatch):
    monkeypatch.setattr(heartbeat, "EVERY_S", 0.0)
    with measuring.progress_bar(Call()) as progress:
        progress(
            Progress(done=7, total=1_200, reused=0, errors={"x": 2}, spent=Decimal("0.5"), unknown_costs=0, rate=0.1, seconds_left=725.0)
        )
    assert capsys.readouterr() == ("", "asking: 7 of 1,200  0.1 a second  0.5000 USD  12:05 left  2 failed\n")
