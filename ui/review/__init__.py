"""Thẩm tra: the upper level's word on every criterion of every village; for a commune, what it was told."""
