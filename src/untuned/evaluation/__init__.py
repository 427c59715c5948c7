"""Questions and variants become a verdict: questions, variants, runs, metrics, statistics, reports."""
