"""Laptops known to this one: asking for a permit, giving one, taking one back, the key for the safe."""
