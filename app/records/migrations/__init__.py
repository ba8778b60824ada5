"""The steps from an empty database to the newest shape; Alembic runs them, `opening` starts it."""
