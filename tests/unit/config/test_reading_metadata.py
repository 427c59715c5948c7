"""Fields of metadata in untuned.toml, and those proposed from documents."""

import pytest

from untuned.config.metadata import EXAMPLE
from untuned.config.propose import begin
from untuned.config.propose_metadata import Sample, proposed_fields
from untuned.config.read import read
from untuned.config.render import render
from untuned.errors import UnknownSetting, WrongSetting
from untuned.types.settings import MetadataField, Settings

WHOLE = (
    *EXAMPLE,
    MetadataField(name="area", path="docs/{area}/**", kind="list", infer=False, look=("title",)),
    MetadataField(name="price", column="Price, €", kind="number", default="0"),
)


@pytest.fixture
def toml(tmp_path):
    def write(text):
        file = tmp_path / "untuned.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return write


def test_fields_are_read_in_the_order_of_the_file(toml):
    found = read(toml('[metadata.b]\nfrom = ["B"]\n[metadata.a]\nvalues = { "One" = ["1"], "Two" = [] }\n')).metadata
    assert [field.name for field in found] == ["b", "a"]
    assert found[1].values == (("One", ("1",)), ("Two", ()))


def test_what_is_written_reads_back_as_it_was(toml):
    settings = Settings(metadata=WHOLE)
    assert read(toml(render(settings))) == settings


def test_proposed_fields_stand_in_comments(toml):
    text = render(Settings(), proposed=WHOLE)
    assert read(toml(text)) == Settings()
    tables = text[text.index("#[metadata.") : text.index("# Other ways to answer")]
    assert read(toml("".join(line.removeprefix("#") for line in tables.splitlines(keepends=True)))).metadata == WHOLE


@pytest.mark.parametrize(
    ("text", "key", "remedy"),
    [
        ('[metadata.x]\nkid = "date"', "metadata.x.kid", "kind"),
        ('[metadata.x]\nkind = "datum"', "metadata.x.kind", "string, date, number or list"),
        ('[metadata.x]\nkind = "date"', "metadata.x", "'from'"),
        ('[metadata.language]\nfrom = ["lang"]', "metadata.language", "always there"),
        ('[metadata."A b"]\nfrom = ["lang"]', "metadata.A b", "small letters"),
        ("metadata = 1", "metadata", "table"),
        ('[metadata.x]\npattern = "(a+)+"', "metadata.x.pattern", "bound"),
        ('[metadata.x]\npattern = "a*"', "metadata.x.pattern", "matches nothing"),
        ('[metadata.x]\npath = "docs/**"', "metadata.x.path", "{x}"),
        ("[metadata.x]\nvalues = { a = 1 }", "metadata.x.values", "table of lists"),
        ('[metadata.x]\nkind = "date"\nvalues = { a = [] }', "metadata.x.values", "string or list"),
        ('[metadata.x]\nlook = ["body"]\npattern = "a"', "metadata.x.look", "title, headings and text"),
        ('[metadata.x]\nkind = "number"\ndefault = "much"', "metadata.x.default", "number"),
    ],
)
def test_an_error_names_file_key_and_remedy(toml, text, key, remedy):
    with pytest.raises((UnknownSetting, WrongSetting)) as raised:
        read(toml(text))
    assert raised.value.key == key
    assert remedy in raised.value.remedy
    assert "untuned.toml" in raised.value.file


def sample(number, **metadata):
    return Sample(
        path=f"docs/{('gateway', 'sensor')[number % 2]}/{number}.md", text=f"See E-10{number % 5}{number % 7}.", metadata=metadata
    )


def test_fields_are_proposed_that_tell_documents_apart():
    products = ("Gateway", "Sensor", "Gateway", "gateway", "Sensor", "Gateway")
    samples = [
        sample(nth, product=products[nth % 6], id=f"page-{nth}", seen=f"2025-01-{nth + 1:02}", size=nth, title=f"T{nth}")
        for nth in range(24)
    ]
    found = {one.field.name: one.field for one in proposed_fields(samples)}
    assert found["product"] == MetadataField(name="product", keys=("product",), values=(("Gateway", ()), ("Sensor", ())))
    assert (found["seen"].kind, found["size"].kind) == ("date", "number")
    assert found["section"].path == "*/{section}/**"
    assert found["code"].pattern == "[A-Z]{1}-[0-9]{4}"
    assert set(found) == {"product", "seen", "size", "section", "code"}


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (("1", "12.5", "1 200"), "number"),
        (("5 %", "12%", "7,5 %"), "number"),
        (("-4", "0", "+3"), "number"),
        (("09:30", "10:00", "09:30", "10:00"), "string"),
        (("9:30-18:00", "10:00–19:00", "9:30-18:00", "10:00–19:00"), "string"),
        (("007", "012", "007", "012"), "string"),
        (("8 800 100 20 30", "8 800 100 20 31") * 2, "string"),
        (("88001002030", "88001002031") * 2, "string"),
        (("1/2", "3/4") * 2, "string"),
    ],
)
def test_only_amounts_are_proposed_as_numbers(values, kind):
    samples = [Sample(path=f"{nth}.md", text="x", metadata={"opens": value}) for nth, value in enumerate(values)]
    (found,) = proposed_fields(samples)
    assert (found.field.name, found.field.kind) == ("opens", kind)


def test_times_that_all_differ_are_no_field():
    samples = [Sample(path=f"{nth}.md", text="x", metadata={"opens": f"09:{nth:02}"}) for nth in range(30)]
    assert proposed_fields(samples) == []


def test_nothing_is_proposed_from_what_every_document_says_otherwise():
    assert proposed_fields([]) == []
    samples = [Sample(path=f"{nth}.md", text="x", metadata={"product": f"p{nth}", "nested": {"a": 1}}) for nth in range(50)]
    assert proposed_fields(samples) == []


def test_init_proposes_fields_in_comments(tmp_path):
    for nth in range(8):
        (tmp_path / f"{nth}.md").write_text(
            f"---\naudience: {('staff', 'guests')[nth % 2]}\n---\n# Page {nth}\n\nSome words.\n", encoding="utf-8"
        )
    (tmp_path / "prices.csv").write_text("Region,Price\n" + "EU,1\nUS,2\n" * 5, encoding="utf-8")
    begun = begin(tmp_path)
    text = begun.file.read_text(encoding="utf-8")
    assert [field.name for field in begun.metadata] == ["audience", "region", "price"]
    assert "#[metadata.audience]" in text
    assert read(begun.file).metadata == ()
    assert any("audience" in finding for finding in begun.findings)
