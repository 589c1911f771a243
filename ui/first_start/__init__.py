"""The dialog of the first start: whose laptop this is."""
