"""Examples of kinds of questions to test with: made of templates, so that a small router learns them."""

import json
import random
from dataclasses import replace

from untuned.types.routes import RouteExample

_THINGS = [
    "invoice",
    "parcel",
    "gateway",
    "battery",
    "licence",
    "folder",
    "account",
    "printer",
    "contract",
    "voucher",
    "refund",
    "warranty",
    "antenna",
    "router",
    "cable",
    "adapter",
    "display",
    "sensor",
    "charger",
    "manual",
    "keyboard",
    "monitor",
    "ticket",
    "badge",
    "locker",
    "vehicle",
    "canteen",
    "office",
    "garage",
    "calendar",
]
_TEMPLATES = {
    "knowledge": (
        "what does the {} cost",
        "how long does a {} last",
        "where is the {} described",
        "why is my {} so slow",
        "who may use the {}",
    ),
    "action": ("order me a new {}", "cancel the {} please", "send the {} to Anna", "book a {} for tomorrow", "delete that {} now"),
    "structural": ("translate {} into French", "spell {}", "write {} in capitals", "thanks for the {}", "say {} backwards"),
    "reasoning": (
        "add {} twelve and thirty",
        "if a {} weighs two kilos then ten weigh",
        "half of seven {} is",
        "which is more, a {} or ten",
    ),
}
_FOREIGN = (
    "who won the marathon of {}", "sing me a lullaby about {}", "does the moon love {}", "will {} stocks crash on Friday",
    "is {} compatible with Sagittarius",
)  # fmt: skip
_PLACES = [
    "Lisbon",
    "Oslo",
    "Quito",
    "Hanoi",
    "Perth",
    "Turin",
    "Lagos",
    "Osaka",
    "Riga",
    "Cusco",
    "Davos",
    "Malmo",
    "Kyoto",
    "Bern",
]
_RUSSIAN = {
    "knowledge": ("сколько стоит {}", "где описан {}", "как долго служит {}", "кто может брать {}"),
    "action": ("закажи мне {}", "отмени {} пожалуйста", "удали этот {}", "отправь {} Анне"),
}
_RUSSIAN_THINGS = [
    "счёт",
    "пакет",
    "шлюз",
    "кабель",
    "договор",
    "ваучер",
    "датчик",
    "монитор",
    "ключ",
    "принтер",
    "пропуск",
    "отчёт",
    "билет",
    "адаптер",
    "прибор",
]


def examples(knowledge=450, others=150, foreign=40, *, seed=0, intents=False):
    """So many questions of knowledge, of each other kind in scope, and out of scope; all different, and each of a cluster of its own."""
    rng = random.Random(seed)
    found = []
    for kind, templates in _TEMPLATES.items():
        made = [(template, f"{one} {other}") for template in templates for one in _THINGS for other in _THINGS if one != other]
        for template, what in rng.sample(made, knowledge if kind == "knowledge" else others):
            found.append(RouteExample(text=template.format(what), kind=kind, intent=template.split(" ")[0] if intents else ""))
    made = [(template, f"{one} and {other}") for template in _FOREIGN for one in _PLACES for other in _PLACES if one != other]
    found += [RouteExample(text=template.format(what), kind="out_of_scope") for template, what in rng.sample(made, foreign)]
    return [replace(one, cluster=f"{one.kind} {one.text}") for one in found]


def russian(count=60, *, seed=0):
    """So many questions of each of two kinds."""
    rng = random.Random(seed)
    return [
        RouteExample(
            text=rng.choice(templates).format(f"{rng.choice(_RUSSIAN_THINGS)} {rng.choice(_RUSSIAN_THINGS)}"),
            kind=kind,
            cluster=f"{seed} {kind} {nth}",
        )
        for kind, templates in _RUSSIAN.items()
        for nth in range(count)
    ]


def written(file, found):
    """The examples as lines of a file."""
    rows = (
        {"text": one.text, "kind": one.kind}
        | ({"intent": one.intent} if one.intent else {})
        | ({"cluster": one.cluster} if one.cluster else {})
        for one in found
    )
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
