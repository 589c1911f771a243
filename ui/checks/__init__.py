"""Kiểm tra: figures that do not agree with each other, each to be mended or answered."""
