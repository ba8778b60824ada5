"""From files to chunks. Imports `index` and the pure `app.confidentiality` only."""
