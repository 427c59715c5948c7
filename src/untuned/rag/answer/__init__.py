"""From what verification left to what is shown: abstention and the state of an answer."""
