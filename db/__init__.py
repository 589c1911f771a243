"""SQLite and nothing else: the one database file, its operation log, projections and backups."""
