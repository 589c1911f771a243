"""Hồ sơ: the papers of a village, seen before they are saved or printed."""
