"""Which definition each part of a page stands in, where the page defines one name after another."""

from ingesting import loaded_from, version_of
from untuned.index.chunk import chunk
from untuned.models.reader.headwords import headwords
from untuned.models.reader.windows import cut
from untuned.types.answers import Hit, Passage
from untuned.types.settings import ChunkSettings

PAGE = """<html><body><h1>Settings</h1><dl>
<dt>pool_size (integer)</dt><dd><p>How many boats the pool has. It is 12 by default.</p><p>A pump needs one of them.</p>
<ul><li>one to three: small</li></ul></dd>
<dt>pool_depth (metres)</dt><dd><p>How deep it is.</p></dd></dl><h2>Use</h2><p>Mind the pump.</p></body></html>"""


def passage_of(page):
    loaded = loaded_from(page, "settings.html")
    version = version_of(loaded, "settings.html")
    (only,) = chunk(version, loaded.text, settings=ChunkSettings(min_words=1_000))[:1]
    return Passage(hit=Hit(chunk=only, score=1.0), version=version, text=loaded.text[only.start : only.end])


def test_all_that_a_definition_holds_stands_below_its_term():
    passage = passage_of(PAGE)
    units = cut(passage)
    heads = [passage.text[units[at].start : units[at].end] if at >= 0 else "" for at in headwords(units)]
    told = [(head.partition(" ")[0], passage.text[unit.start : unit.end]) for head, unit in zip(heads, units, strict=True)]
    assert told == [
        ("pool_size", "pool_size (integer)"),
        ("pool_size", "How many boats the pool has."),
        ("pool_size", "It is 12 by default."),
        ("pool_size", "A pump needs one of them."),
        ("pool_size", "one to three: small"),
        ("pool_depth", "pool_depth (metres)"),
        ("pool_depth", "How deep it is."),
    ]


def test_no_chunk_begins_within_a_definition_that_has_room_in_one():
    terms = "".join(f"<dt>boat_{nth} (integer)</dt><dd><p>{'Words of it. ' * 12}</p><p>{'More of it. ' * 12}</p></dd>" for nth in range(6))
    loaded = loaded_from(f"<html><body><h1>Boats</h1><dl>{terms}</dl></body></html>", "boats.html")
    version = version_of(loaded, "boats.html")
    begun = [loaded.text[one.start :].split(" ")[0] for one in chunk(version, loaded.text, settings=ChunkSettings())]
    assert len(begun) > 2
    assert all(first.startswith(("Boats", "boat_")) for first in begun)
