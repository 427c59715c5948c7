"""Texts that are written like Markdown, with all that chunks are made of."""

from hypothesis import strategies as st

SENTENCES = (
    "The gateway forgets its pairing after a power cut. ",
    "Hold the button, e.g. for 3.5 seconds, until the light blinks! ",
    "Документы выдаются в личном кабинете, т. е. бесплатно. ",
    "Short. ",
    "設定を変更します。",
    "हिन्दी में लिखा है। ",
    "x" * 60 + " ",
    "response_model=E-1042 ",
)

paragraphs = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=30).map(lambda parts: "".join(parts).strip())
headings = st.builds(
    lambda level, text: "#" * level + " " + text, st.integers(1, 6), st.sampled_from(["Pairing", "Errors {#errors}", "**Plan** `Pro`"])
)
tables = st.integers(1, 40).map(
    lambda rows: "| code | meaning |\n" + "\n".join(f"| E-{row} | the sensor number {row} is lost |" for row in range(rows))
)
listings = st.integers(1, 60).map(lambda lines: "```\n" + "\n".join(f"    call(argument_{line})" for line in range(lines)) + "\n```")
comments = st.just("<!-- hidden -->")
texts = st.lists(st.one_of(paragraphs, headings, tables, listings, comments), max_size=14).map("\n\n".join)
