"""One file for each step; its `revision` stands in the database."""
