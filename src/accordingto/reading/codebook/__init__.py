"""Codebooks: tables in TOML that people can read and edit, and the readers of these tables."""
