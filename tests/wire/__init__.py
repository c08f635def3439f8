"""The real ``commonplace run`` as a process of its own, against a local stand-in for Discord."""
