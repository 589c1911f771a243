"""Danh mục: villages, criteria sets, who types, and the sample."""
