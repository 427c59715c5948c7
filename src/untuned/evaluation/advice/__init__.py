"""ADVICE: what was measured and what is set become three answers, a matrix, a break-even and one next step (`advise`)."""
