"""The ledger in a browser: pages and JSON, made on the server. Nothing here is imported before `serve` runs."""
