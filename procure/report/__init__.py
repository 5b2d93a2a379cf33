"""A check's Report in the forms users read: text and the JSON contract. Not for judging."""
