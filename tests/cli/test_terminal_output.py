import io
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from untuned.cli.output import Output, Part, clean, line, wants_color
from untuned.cli.records import json_text

ATTACK = "\x1b[31mred\x1b]0;title\x07 \x9b2J [bold]not markup[/bold] \u202etxt.exe\r\nnext\x00\x7f"


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_document_cannot_steer_a_terminal():
    assert clean(ATTACK) == "�[31mred�]0;title� �2J [bold]not markup[/bold] �txt.exe\nnext��"


@given(st.text())
def test_cleaned_text_holds_no_control_but_newline_and_tab(text):
    assert all(letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs") for letter in clean(text))


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf"])))
def test_text_without_controls_stays_as_it_is(text):
    assert clean(text) == text


def test_without_a_terminal_lines_are_plain(capsys):
    Output(color=True).write([(Part("quote ", "quote"), Part("[red]x[/red]", "bad"))])
    assert capsys.readouterr().out == "quote [red]x[/red]\n"


def test_on_a_terminal_lines_have_colours_and_brackets_are_no_markup(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr("sys.stdout", terminal)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    Output(color=True).write([(Part("a.md:3", "source"), Part(" [red]x[/red] \x1b[2J"))])
    assert terminal.getvalue() == "\x1b[36ma.md:3\x1b[0m [red]x[/red] �[2J\n"


def test_colours_are_left_out_when_not_wanted(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr("sys.stdout", terminal)
    Output(color=False).write([line("a", "bad")])
    assert terminal.getvalue() == "a\n"
    monkeypatch.setenv("NO_COLOR", "1")
    assert not wants_color(no_color=False)


def test_quiet_leaves_out_what_is_beside_the_matter(capsys):
    Output(quiet=True).tell([line("hint")])
    Output(quiet=True).write([line("matter")])
    Output(quiet=True).warn([line("trouble")])
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("matter\n", "trouble\n")


def test_a_narrow_encoding_loses_letters_not_the_line(monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii", newline="\n")
    monkeypatch.setattr("sys.stdout", stream)
    Output().write([line("“30 дней”")])
    stream.flush()
    assert stream.buffer.getvalue() == b"?30 ?????\n"


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp1251", "latin-1"])
def test_a_narrow_encoding_loses_no_letter_of_json(monkeypatch, encoding):
    said = {"quote": "“30 дней” – naïve 😀"}
    streams = [io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n") for _ in range(2)]
    monkeypatch.setattr("sys.stdout", streams[0])
    monkeypatch.setattr("sys.stderr", streams[1])
    Output().data(json_text(said))
    Output().warn_data(json_text(said))
    for stream in streams:
        stream.flush()
        assert json.loads(stream.buffer.getvalue().decode("utf-8")) == said


def test_json_keeps_its_letters_where_the_stream_has_them(monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO(), encoding="UTF8", newline="\n")
    monkeypatch.setattr("sys.stdout", stream)
    Output().data('"дней"')
    stream.flush()
    assert stream.buffer.getvalue().decode("utf-8") == '"дней"\n'
