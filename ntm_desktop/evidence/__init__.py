"""Files that prove figures: recognised by content, photos made small, kept under their SHA-256."""
