"""Checked answers become one report: counts, first examples, and whether the whole log passes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from untuned.types.checks import CheckedAnswer, CheckedLine, Counted, LoggedAnswer, LogLimits, LogReport, shortened

_EXAMPLES = 3
_BANDS = ("green", "red", "undecided")
_VERDICTS = ("exact", "normalised", "misattributed", "refused", "not_found")


class _Count:
    """A growing count by name, with the first examples of each name."""

    def __init__(self, names: Sequence[str] = (), *, examples: int = _EXAMPLES) -> None:
        self._counts = Counter(dict.fromkeys(names, 0))
        self._examples: dict[str, list[str]] = {}
        self._most = examples

    def add(self, name: str, example: str = "") -> None:
        self._counts[name] += 1
        kept = self._examples.setdefault(name, [])
        if example and len(kept) < self._most:
            kept.append(example)

    def of(self, name: str) -> int:
        return self._counts[name]

    def counted(self, name: str) -> Counted:
        return Counted(name=name, count=self._counts[name], examples=tuple(self._examples.get(name, ())))

    def all(self) -> tuple[Counted, ...]:
        return tuple(self.counted(name) for name in self._counts)

    def commonest(self) -> tuple[Counted, ...]:
        return tuple(self.counted(name) for name, _ in self._counts.most_common())


class Tally:
    """What a log comes to, line by line; it keeps counts and a few examples, so a log may be of any length."""

    def __init__(self) -> None:
        self._lines = _Count(("answers", "passed", "unread", "without_quote", "unknown"))
        self._unread = _Count(examples=1_000)
        self._fields, self._hard, self._soft = _Count(), _Count(), _Count()
        self._bands, self._quotes = _Count(_BANDS), _Count(_VERDICTS)
        self._unsupported: list[float] = []

    def add(self, line: CheckedLine, logged: LoggedAnswer | None = None) -> None:
        """Count one line; `logged` is what was read of it."""
        if line.checked is None:
            self._unread.add("unread", line.error)
            return
        for part, field in logged.fields if logged is not None else ():
            self._fields.add(f"{part} from '{field}'")
        self._lines.add("answers")
        if line.ok:
            self._lines.add("passed")
        self._count_claims(line.line, line.checked)
        self._count_quotes(line.line, line.checked)
        if line.checked.unsupported is not None:
            self._unsupported.append(line.checked.unsupported)

    def _count_claims(self, line: int, checked: CheckedAnswer) -> None:
        for claim in checked.claims:
            self._bands.add(claim.support.band)
            for flag in claim.support.flags:
                counts = self._hard if flag.hard else self._soft
                counts.add(flag.kind, f"line {line}: {shortened(flag.sentence, longest=160)}, in '{shortened(claim.text)}'")
            for mark in claim.unknown:
                self._lines.add("unknown", f"line {line}: {mark}, with {len(checked.sources)} sources given")

    def _count_quotes(self, line: int, checked: CheckedAnswer) -> None:
        for quote in checked.quotes:
            kind = quote.verdict.kind
            self._quotes.add(kind, "" if quote.verdict.accepted else f"line {line}: {checked.fault(quote)}")
        if not any(quote.verdict.accepted for quote in checked.quotes):
            self._lines.add("without_quote")

    def report(self, path: str, *, limits: LogLimits) -> LogReport:
        """The whole, held against its limits."""
        quotes = self._quotes.all()
        probabilities = self._unsupported
        return LogReport(
            path=path,
            answers=self._lines.of("answers"),
            passed=self._lines.of("passed"),
            unread=self._unread.counted("unread"),
            fields=self._fields.commonest(),
            claims=sum(self._bands.of(band) for band in _BANDS),
            bands=self._bands.all(),
            hard=self._hard.commonest(),
            soft=self._soft.commonest(),
            quotes=quotes,
            without_quote=self._lines.of("without_quote"),
            unknown=self._lines.counted("unknown"),
            unsupported=sum(probabilities) / len(probabilities) if probabilities else None,
            estimated=len(probabilities),
            failures=tuple(self._failures(quotes, limits)),
        )

    def _failures(self, quotes: Sequence[Counted], limits: LogLimits) -> Iterable[str]:
        claims, red = sum(self._bands.of(band) for band in _BANDS), self._bands.of("red")
        if red > limits.red * claims:
            yield f"{red:,} of {claims:,} claims are red ({red / claims:.1%}); at most {limits.red:.1%} may be (--max-red)"
        all_quotes = sum(each.count for each in quotes)
        bad = all_quotes - self._quotes.of("exact") - self._quotes.of("normalised")
        if bad > limits.bad_quotes * all_quotes:
            share = f"({bad / all_quotes:.1%}); at most {limits.bad_quotes:.1%} may be (--max-bad-quotes)"
            yield f"{bad:,} of {all_quotes:,} quotes are not accepted {share}"
        without = self._lines.of("without_quote")
        if limits.require_quotes and without:
            yield f"{without:,} of {self._lines.of('answers'):,} answers have no accepted quote; every one must have one (--require-quotes)"
