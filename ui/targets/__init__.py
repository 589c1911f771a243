"""Targets of the province: a small form to enter or confirm them, from the details pane and from Danh mục."""
