"""What the commands of `hush` do. `sources` and `demo` may import `ingest`; nothing else does."""
