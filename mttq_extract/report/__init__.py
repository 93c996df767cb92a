"""A report on a database in one file: HTML that needs nothing but itself, or a workbook with charts."""
