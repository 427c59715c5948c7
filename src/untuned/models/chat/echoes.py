"""Fixed sentences with a question each, by language: what a model is asked to see whether it answers in that language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from untuned.text.regex import regex
from untuned.types.answers import Draft, Hit, Passage
from untuned.types.documents import Block, Chunk, Version

_WRITTEN_IN: Mapping[str, re.Pattern[str]] = {
    "ru": regex(r"[а-яё]", re.IGNORECASE),
    "uk": regex(r"[а-яіїєґ]", re.IGNORECASE),
    "zh": regex(r"[一-鿿]"),
    "ja": regex(r"[぀-ヿ]"),
    "ko": regex(r"[가-힣]"),
    "hi": regex(r"[ऀ-ॿ]"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Echo:
    """A sentence, a question that it answers, and what the answer must hold."""

    language: str
    sentence: str
    question: str
    holds: str = "4417"

    def problem_of(self, drafts: Sequence[Draft]) -> str:
        """What is wrong with the drafts of an answer; "" when they are right."""
        if not drafts:
            return "it says that the passage does not answer"
        quotes = [quote for draft in drafts for _, quote in draft.quotes]
        if not all(quote and quote in self.sentence for quote in quotes):
            return f"its quote is not the passage's own words: {quotes[0][:80]}"
        said = " ".join(draft.text for draft in drafts)
        if self.holds not in said:
            return f"its claim lacks the answer: {said[:80]}"
        letters = _WRITTEN_IN.get(self.language)
        if letters is not None and letters.search(said) is None:
            return f"its claim is in another language: {said[:80]}"
        return ""


def echo_passage(echo: Echo) -> Passage:
    """The sentence as a passage of a document of its own."""
    text, moment = echo.sentence, datetime(1970, 1, 1, tzinfo=UTC)
    version = Version(
        id=1,
        document=1,
        number=1,
        path="probe.txt",
        title="",
        language=echo.language,
        format="text",
        markup="plain",
        parser="probe/1",
        text_sha256="",
        raw_sha256="",
        characters=len(text),
        synced_at=moment,
        superseded_at=None,
        effective_from=None,
        effective_to=None,
        groups=frozenset(),
        blocks=(Block(kind="paragraph", start=0, end=len(text), language=echo.language),),
    )
    chunk = Chunk(document=1, version=1, ordinal=0, start=0, end=len(text), language=echo.language)
    return Passage(hit=Hit(chunk=chunk, score=1.0), version=version, text=text)


ECHOES: Mapping[str, Echo] = {
    echo.language: echo
    for echo in (
        Echo(language="en", sentence="The north gate opens with the number 4417.", question="Which number opens the north gate?"),
        Echo(language="ru", sentence="Северные ворота открывает число 4417.", question="Какое число открывает северные ворота?"),
        Echo(language="de", sentence="Das Nordtor öffnet sich mit der Zahl 4417.", question="Welche Zahl öffnet das Nordtor?"),
        Echo(language="fr", sentence="La porte nord s'ouvre avec le nombre 4417.", question="Quel nombre ouvre la porte nord ?"),
        Echo(language="es", sentence="La puerta norte se abre con el número 4417.", question="¿Qué número abre la puerta norte?"),
        Echo(language="pt", sentence="O portão norte abre com o número 4417.", question="Que número abre o portão norte?"),
        Echo(language="it", sentence="Il cancello nord si apre con il numero 4417.", question="Quale numero apre il cancello nord?"),
        Echo(language="tr", sentence="Kuzey kapısı 4417 sayısıyla açılır.", question="Kuzey kapısı hangi sayıyla açılır?"),
        Echo(language="uk", sentence="Північну браму відчиняє число 4417.", question="Яке число відчиняє північну браму?"),
        Echo(language="zh", sentence="北门的开门号码是4417。", question="北门的开门号码是多少？"),
        Echo(language="ja", sentence="北門は番号4417で開きます。", question="北門はどの番号で開きますか。"),
        Echo(language="ko", sentence="북문은 번호 4417로 열립니다.", question="북문은 어떤 번호로 열립니까?"),
        Echo(language="hi", sentence="उत्तरी द्वार संख्या 4417 से खुलता है।", question="उत्तरी द्वार किस संख्या से खुलता है?"),
    )
}
