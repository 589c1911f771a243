"""Minh chứng: the files that prove one figure, in the details pane."""
