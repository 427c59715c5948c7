"""What the page calls causes of failures, kinds and languages of questions, and reasons why nothing was answered."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

Named = Mapping[str, tuple[str, str]]
"""By the name that the core has: English and Russian."""

CAUSES: Named = MappingProxyType(
    {
        name: (name, russian)
        for name, russian in (
            ("question broken", "вопрос испорчен"),
            ("evidence not in corpus", "основания нет в документах"),
            ("not retrieved", "основание не найдено"),
            ("retrieved but not in context", "основание найдено, но не прочитано"),
            ("in context but answer wrong", "основание прочитано, но ответ неверен"),
            ("wrong scope", "ответ о другом"),
            ("said not found with the evidence in context", "сказано «не найдено», хотя основание прочитано"),
            ("right value in unusable text", "верное значение в негодном тексте"),
            ("right but bad quote", "верно, но с плохой цитатой"),
            ("format", "неверная форма"),
            ("wrong refusal", "напрасный отказ"),
            ("answered what it should refuse", "ответ там, где нужен отказ"),
            ("stale gold", "эталон устарел"),
            ("endpoint failed", "сбой модели"),
        )
    }
)
KINDS: Named = MappingProxyType(
    {
        "knowledge": ("knowledge", "знания"),
        "structural": ("structural", "об устройстве"),
        "refusal": ("refusal", "нужен отказ"),
        "multi_hop": ("multi-hop", "в несколько шагов"),
        "time_sensitive": ("time-sensitive", "зависит от времени"),
        "action": ("action", "действие"),
    }
)
LANGUAGES: Named = MappingProxyType(
    {
        "ar": ("Arabic", "арабский"),
        "be": ("Belarusian", "белорусский"),
        "bg": ("Bulgarian", "болгарский"),
        "ca": ("Catalan", "каталанский"),
        "cs": ("Czech", "чешский"),
        "da": ("Danish", "датский"),
        "de": ("German", "немецкий"),
        "el": ("Greek", "греческий"),
        "en": ("English", "английский"),
        "es": ("Spanish", "испанский"),
        "et": ("Estonian", "эстонский"),
        "fa": ("Persian", "персидский"),
        "fi": ("Finnish", "финский"),
        "fr": ("French", "французский"),
        "he": ("Hebrew", "иврит"),
        "hi": ("Hindi", "хинди"),
        "hr": ("Croatian", "хорватский"),
        "hu": ("Hungarian", "венгерский"),
        "id": ("Indonesian", "индонезийский"),
        "it": ("Italian", "итальянский"),
        "ja": ("Japanese", "японский"),
        "kk": ("Kazakh", "казахский"),
        "ko": ("Korean", "корейский"),
        "ky": ("Kyrgyz", "киргизский"),
        "lt": ("Lithuanian", "литовский"),
        "lv": ("Latvian", "латышский"),
        "mk": ("Macedonian", "македонский"),
        "mn": ("Mongolian", "монгольский"),
        "mr": ("Marathi", "маратхи"),
        "ne": ("Nepali", "непальский"),
        "nl": ("Dutch", "нидерландский"),
        "no": ("Norwegian", "норвежский"),
        "pl": ("Polish", "польский"),
        "pt": ("Portuguese", "португальский"),
        "ro": ("Romanian", "румынский"),
        "ru": ("Russian", "русский"),
        "sk": ("Slovak", "словацкий"),
        "sl": ("Slovenian", "словенский"),
        "sr": ("Serbian", "сербский"),
        "sv": ("Swedish", "шведский"),
        "th": ("Thai", "тайский"),
        "tr": ("Turkish", "турецкий"),
        "uk": ("Ukrainian", "украинский"),
        "ur": ("Urdu", "урду"),
        "vi": ("Vietnamese", "вьетнамский"),
        "zh": ("Chinese", "китайский"),
    }
)
REASONS: Named = MappingProxyType(
    {
        "nothing_found": ("no document says anything like it", "ни один документ не говорит ничего похожего"),
        "weak_evidence": ("what the documents say is too weak an answer", "сказанного в документах для ответа мало"),
        "wrong_scope": ("what the documents say is about something else", "документы говорят о другом"),
        "no_verified_claim": ("no claim could be verified in its source", "ни одно утверждение не подтвердилось источником"),
        "model_declined": ("the model says that the documents do not answer this", "модель говорит, что в документах нет ответа"),
        "nothing_asked": ("nothing was asked", "вопроса не было"),
        "out_of_scope": ("the question is none that this assistant is for", "этот помощник не для таких вопросов"),
    }
)
