"""What the tests of summaries share."""

from __future__ import annotations

from ingesting import loaded_from
from ingesting import version_of as version_of_loaded
from untuned.types.documents import Version

CONTRACT = """# Numbat agreement

This agreement is between the House ("Provider") and whoever feeds the numbats ("Keeper").

## 1. Terms

1.1 "Termite" means an insect of the order Blattodea that a numbat eats.

1.2 **Burrow** means the place where a numbat sleeps at night.

1.3 In this agreement:

(a) "Day" means the time from sunrise to sunset.

(b) "Season" means the months from March to May.

## 2. Food

2.1 Provider delivers twenty thousand Termites every Day.

2.2 This is paid for by Keeper.

2.3 Keeper counts the Termites, as defined in Section 1.1, before the numbats wake.

2.4 Weather is not the fault of anybody.

<!-- The numbats get no Termites in winter. -->

## 3. Rest

3.1 Keeper closes every Burrow after the Season as set out in Section 1.3(b).

3.2 Noise near a Burrow is forbidden; see Section 9.

~~3.3 Burrows are heated by Provider in winter nights.~~

## 4. Empty
"""


def version_of(source: str, path: str = "numbats.md") -> tuple[Version, str]:
    """A version of a document with its text, as truth would hold it."""
    loaded = loaded_from(source, path)
    return version_of_loaded(loaded, path, id=7, document=1, number=2, language=loaded.language), loaded.text
