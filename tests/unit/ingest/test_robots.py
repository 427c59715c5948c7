import pytest

from untuned.ingest.web.robots import Rule, parse_robots


def allowed(text, target, agent="untuned"):
    return parse_robots(text, agent).allow(target)


@pytest.mark.parametrize(
    ("pattern", "target", "told"),
    [
        ("/", "/anything", True),
        ("/help", "/help", True),
        ("/help", "/helpless", True),
        ("/help/", "/help", False),
        ("/*.pdf", "/a/b.pdf?x", True),
        ("/*.pdf$", "/a/b.pdf?x", False),
        ("/*.pdf$", "/a.pdf/b.pdf", True),
        ("/a$", "/a", True),
        ("/a$", "/ab", False),
        ("/*a*b$", "/ab", True),
        ("/*ab*ab$", "/ab", False),
        ("*/private", "/x/private/y", True),
        ("/a*", "/a", True),
        ("/a*$", "/abc", True),
        ("/%7euser", "/~user/", True),
        ("/ü", "/%C3%BC", True),
    ],
)
def test_a_pattern_is_the_beginning_of_a_path(pattern, target, told):
    rules = parse_robots(f"User-agent: *\nDisallow: {pattern}", "untuned")
    assert rules.allow(target) is not told


def test_a_pattern_of_many_stars_costs_no_more_than_a_plain_one():
    rule = Rule(pattern="/" + "*a" * 500 + "$", allows=False)
    assert not rule.matches("/" + "a" * 2_000 + "b")


def test_the_longest_rule_decides_and_of_two_equal_ones_the_permission():
    text = "User-agent: *\nDisallow: /docs\nAllow: /docs/public\nDisallow: /docs/public/old\nAllow: /same\nDisallow: /same"
    assert not allowed(text, "/docs/a")
    assert allowed(text, "/docs/public/a")
    assert not allowed(text, "/docs/public/old/a")
    assert allowed(text, "/same")
    assert allowed(text, "/other")


def test_rules_for_this_program_replace_those_for_all():
    text = (
        "User-agent: *\nDisallow: /\n\nUser-agent: other\nUser-agent: Untuned/1.0\nDisallow: /private\n\nuser-agent: UNTUNED\nDisallow: /b"
    )
    assert allowed(text, "/a")
    assert not allowed(text, "/private")
    assert not allowed(text, "/b")
    assert not allowed(text, "/a", agent="third")


@pytest.mark.parametrize(
    "text", ["", "nonsense", "Disallow: /", "User-agent: *\nDisallow:", "User-agent: other\nDisallow: /", "<html>404</html>"]
)
def test_without_a_rule_for_it_everything_is_allowed(text):
    assert allowed(text, "/a")


def test_comments_and_a_byte_order_mark_are_no_rules():
    text = "\ufeffUser-agent: * # all\n# Disallow: /a\nSitemap: http://h/s.xml\nDisallow: /b # not this\n"
    assert allowed(text, "/a")
    assert not allowed(text, "/b")
