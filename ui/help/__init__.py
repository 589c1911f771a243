"""Trợ giúp: help pages that are data."""
