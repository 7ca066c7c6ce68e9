"""The room Evidence: what was heard beside what it speaks for, interviews, what to ask next, who came against whom."""
