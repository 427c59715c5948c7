"""A scorer for short answers: 1 up to forty words, less beyond, nothing for an abstention."""

from untuned.types.answers import Answer


class LengthScorer:
    enough = 40

    def score(self, question: str, answer: Answer) -> float | None:
        if answer.state == "abstained":
            return None
        words = len(answer.text.split())
        return 1.0 if words <= self.enough else self.enough / words
