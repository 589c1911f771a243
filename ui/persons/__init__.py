"""Persons who share a laptop: choosing a name, its PIN."""
