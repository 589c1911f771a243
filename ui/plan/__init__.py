"""Kế hoạch: the tasks as printed, followed day by day."""
