"""The same questions, asked of columns."""
