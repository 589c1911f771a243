"""Tổng quan: how far every village is, and the one thing to do next."""
