"""Phân công: which officer writes which criterion of which village, on the lead's laptop."""
