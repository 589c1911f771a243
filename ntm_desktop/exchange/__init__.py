"""The package file and the other files laptops hand one another: written, signed, sealed and read."""
