"""Cần quyết định: what two laptops wrote apart from each other, and the decision with its reason."""
