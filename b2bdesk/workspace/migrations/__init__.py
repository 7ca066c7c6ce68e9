"""The Alembic scripts that bring an older file up: one a schema version, `versions/NNNN_what.py`, revision `NNNN`.

They run on a copy with foreign keys off, through `b2bdesk.workspace.migrating`, without an ini file or a version
table: a file's `user_version` says where it stands. Tables stay STRICT: a batch operation that rebuilds one takes
`table_kwargs={"sqlite_strict": True}`. After the last script the copy must have exactly the form of a new file.
"""
