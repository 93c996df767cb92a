"""The pages over a database: Datasette with a plugin of ours for routes, templates and what may be asked."""
