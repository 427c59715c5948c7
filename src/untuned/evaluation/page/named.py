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
LANGUAGES: Named = MappingProxyType({"en": ("English", "английский"), "ru": ("Russian", "русский")})
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
