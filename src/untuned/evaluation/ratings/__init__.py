"""What people say of answers, as data: read from files, how far they agree, how far a judge agrees with them, who wins."""
