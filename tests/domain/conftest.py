"""Property tests of the domain run alike on slow machines and leave no database behind."""

from hypothesis import settings

settings.register_profile("domain", deadline=None, database=None)
settings.load_profile("domain")
