"""Workbooks in and out (openpyxl); importing this package loads no workbook library."""
