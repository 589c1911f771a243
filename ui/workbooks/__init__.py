"""Workbooks out and in: forms to be filled, filled forms, lists of households."""
