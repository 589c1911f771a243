"""The window: PySide6 and nothing else. Screens call services and show what they return."""
