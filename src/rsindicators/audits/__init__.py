"""The rules of an audit, a family a file; no family knows another."""
