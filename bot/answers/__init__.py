"""Pure functions from a question and the holdings to an answer: no I/O, no Discord."""
