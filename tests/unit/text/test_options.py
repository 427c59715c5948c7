"""Options as words of their own, and the names of code in questions and in what defines them."""

import pytest

from untuned.text.code_names import is_same, names_asked, names_of_head
from untuned.text.options import options_in, without_mistaken
from untuned.text.words import terms, words


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("‘-i’", ["-i"]),
        ("[-V|--Version=N]", ["-V", "--version"]),
        ("--[no-]recursive", ["--recursive", "--no-recursive"]),
        ("well-known -5 foo--bar - -- e-mail", []),
        ("find . -name x", ["-name"]),
    ],
)
def test_an_option_is_told_by_the_signs_before_it(text, options):
    assert options_in(text) == options


def test_an_option_is_searched_whole_and_by_its_parts_and_one_letter_keeps_its_case():
    assert terms("`--ignore-case`,") == ["ignor", "case", "--ignore-case"]
    assert terms("(-a) -V") == ["-a", "v", "-V"]
    assert words("--jobs") == ["jobs"]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What does the -n option of sort do?", {"-n"}),
        ("What does TCPKeepAlive do?", {"tcpkeepalive"}),
        ("What is port?", {"port"}),
        ("What is the default of `max_jobs`?", {"max_jobs"}),
        ("What does the jobs option do?", {"jobs"}),
        ("Что делает параметр port?", {"port"}),
        ("What does the `key` option do?", {"key"}),
        ("What is a class variable?", set()),
        ("What does the function parameter mean?", set()),
        ("Given a hoist function, is the jobs option of use?", {"jobs"}),
        ("What is the refund period?", set()),
        ("How do I install it?", set()),
    ],
)
def test_a_question_names_code(question, names):
    assert names_asked(question) == names


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ("-i, --ignore-case", {"-i", "--ignore-case"}),
        ("‘-n NUM’", {"-n"}),
        ("port (integer)", {"port"}),
        ("`--jobs <n>`", {"--jobs"}),
        ("set(name, value)", {"set"}),
        ("StartMode=, StopMode=", {"startmode", "stopmode"}),
        ("AllowOverride Directive", {"allowoverride"}),
        ("Using TestClient", set()),
        ("--a is one of the options that are told below", set()),
        ("/etc/ssh/ssh_config", set()),
    ],
)
def test_what_begins_a_definition_names_it_and_nothing_else(head, names):
    assert names_of_head(head) == names


def test_a_heading_of_one_plain_word_names_no_code():
    assert names_of_head("Installation", plain=False) == frozenset()
    assert names_of_head("fs.access(path[, mode])", plain=False) == {"fs.access"}
    assert names_of_head("`access`", plain=False) == {"access"}


def test_the_signs_before_an_option_may_be_left_out_where_it_is_asked_about():
    assert is_same("jobs", "--jobs")
    assert not is_same("--jobs", "jobs")
    assert not is_same("v", "-v")


def test_a_sign_before_a_word_makes_an_option_where_that_is_known():
    question = "Do -Input, -name, -i and --none fit?"
    assert without_mistaken(question, {"-name"}.__contains__) == "Do Input, -name, -i and --none fit?"
