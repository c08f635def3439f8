"""How the command line shows what the library answers: as text, and as JSON."""
