"""The screen Hộ dân: the register of households as a grid, its members and income, and its indicators."""
