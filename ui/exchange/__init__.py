"""Trao đổi: packages out and in, and backups."""
