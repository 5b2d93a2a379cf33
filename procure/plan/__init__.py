"""Purchase plans and lists of intentions: their columns, lines and groups. Not for verdicts: those are rules/."""
