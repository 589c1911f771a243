"""Số liệu: the grid of indicators by villages, and the details of one cell."""
