"""Reading the projected rows as domain records; writing goes through the operation log."""
