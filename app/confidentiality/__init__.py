"""The gate: what a text holds, what may leave of it, and the last reading before it does. No I/O."""
