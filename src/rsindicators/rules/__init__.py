"""The questions asked of figures, a family a file; no family knows another."""
