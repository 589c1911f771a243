"""Papers: wording (data) -> blocks -> PDF. Importing this package loads no PDF library."""
