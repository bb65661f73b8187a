"""The ledger in a browser: pages and JSON, made on the server. Imported when `serve` runs, not before."""
