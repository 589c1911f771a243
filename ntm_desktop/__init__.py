"""NTM Desktop: village indicators, plans, dossiers and exchange by file, without a network."""

__version__ = "0.1.0"
