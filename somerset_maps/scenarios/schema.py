"""The workspace file's tables, and the steps that bring an older file up to date.

The tables have no indexes on purpose: one process writes, under one lock, and the journal and the
acknowledgements only ever grow, so that a crash leaves nothing but whole appended rows to replay.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from somerset_maps.errors import WorkspaceError

PURPOSE = "somerset-maps workspace"

#: One step a version; the file's version is how many of them it has been through.
MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE plans (
        plan_id VARCHAR NOT NULL,
        name VARCHAR NOT NULL,           -- empty: not saved under a name
        snapshot VARCHAR NOT NULL,
        settings VARCHAR NOT NULL,       -- JSON
        browser_key VARCHAR NOT NULL,    -- the browser that made it; empty: not known
        created TIMESTAMP NOT NULL,      -- UTC
        saved TIMESTAMP NOT NULL,        -- UTC
        practices INTEGER NOT NULL,      -- in a group
        groups INTEGER NOT NULL,
        position INTEGER NOT NULL,       -- the last position of its journal
        head INTEGER NOT NULL,           -- the position whose plan is shown
        redo VARCHAR NOT NULL,           -- JSON list of positions, the next one last
        deleted TIMESTAMP                -- UTC; empty: not deleted
    );
    CREATE TABLE journal (
        plan_id VARCHAR NOT NULL,
        position INTEGER NOT NULL,
        done_at TIMESTAMP NOT NULL,      -- UTC
        client VARCHAR NOT NULL,         -- the browser's outbox; empty: made on this side
        seq BIGINT NOT NULL,
        kind VARCHAR NOT NULL,
        action VARCHAR NOT NULL,         -- JSON
        sentence VARCHAR NOT NULL,
        plan VARCHAR NOT NULL,           -- the whole plan after it, as plan_text writes it
        parent INTEGER                   -- the position that undo goes to
    );
    -- What was dealt with and left no row in the journal: refusals, and moves that changed nothing.
    CREATE TABLE acks (client VARCHAR NOT NULL, seq BIGINT NOT NULL);
    CREATE TABLE browsers (
        browser_key VARCHAR NOT NULL,
        plan_id VARCHAR NOT NULL,
        opened TIMESTAMP NOT NULL        -- UTC
    );
    """,
    # Stances and notes of the practices, as JSON.
    "ALTER TABLE plans ADD COLUMN marks VARCHAR DEFAULT '{}'",
    """
    CREATE TABLE entries (
        number BIGINT NOT NULL,
        plan_id VARCHAR NOT NULL,
        kind VARCHAR NOT NULL,
        subject VARCHAR NOT NULL,
        author VARCHAR NOT NULL,
        value VARCHAR NOT NULL,          -- JSON
        written TIMESTAMP NOT NULL       -- UTC
    );
    """,
)

_TABLES = frozenset({"plans", "journal", "acks", "browsers", "workspace_info"})


def prepare(connection: duckdb.DuckDBPyConnection, migrations: Sequence[str] = MIGRATIONS) -> None:
    """Bring a new or older workspace to the present version, all or nothing.

    Raises:
        WorkspaceError: if the file was written by a newer version of the program.
    """
    version = version_of(connection)
    if version > len(migrations):
        raise WorkspaceError(
            f"The workspace was written by a newer version of Somerset Maps (its form {version}, "
            f"known here {len(migrations)}): use that version, or name another file in "
            "SOMERSET_WORKSPACE"
        )
    if version == len(migrations):
        return
    connection.begin()
    try:
        if version == 0:
            connection.execute("CREATE TABLE workspace_info (key VARCHAR, value VARCHAR)")
            connection.execute(
                "INSERT INTO workspace_info VALUES ('purpose', ?), ('version', '0')", [PURPOSE]
            )
        for migration in migrations[version:]:
            connection.execute(migration)
        connection.execute(
            "UPDATE workspace_info SET value = ? WHERE key = 'version'", [str(len(migrations))]
        )
        connection.commit()
    except duckdb.Error:
        connection.rollback()
        raise
    connection.execute("CHECKPOINT")


def version_of(connection: duckdb.DuckDBPyConnection) -> int:
    """Return the version of a workspace; 0 for a database without any table.

    Raises:
        WorkspaceError: if the database holds something other than a workspace.
    """
    tables = {str(name) for (name,) in connection.execute("SHOW TABLES").fetchall()}
    if not tables:
        return 0
    info: dict[str, str] = {}
    if "workspace_info" in tables:
        info = dict(connection.execute("SELECT key, value FROM workspace_info").fetchall())
    if info.get("purpose") != PURPOSE or not info.get("version", "").isdigit():
        raise WorkspaceError("it is a database of another program")
    missing = _TABLES - tables
    if missing:
        raise WorkspaceError(f"it has no table {', '.join(sorted(missing))}")
    return int(info["version"])


def read_all(connection: duckdb.DuckDBPyConnection) -> None:
    """Read every row, because the database notices a damaged part only when it reads it.

    Raises:
        duckdb.Error: if a part of the file cannot be read.
    """
    for table in sorted(_TABLES):
        connection.execute(f"SELECT bit_xor(hash(t)) FROM {table} AS t").fetchall()


def problems_in(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Read every row and return what does not fit together, in words; empty when all is well.

    Raises:
        duckdb.Error: if a part of the file cannot be read.
    """
    read_all(connection)
    return [
        sentence.format(*row)
        for query, sentence in _CHECKS
        for row in connection.execute(query).fetchall()
    ]


_CHECKS: tuple[tuple[str, str], ...] = (
    (
        "SELECT plan_id FROM plans GROUP BY plan_id HAVING count(*) > 1",
        "plan {} is listed more than once",
    ),
    (
        """
        SELECT plan_id, plans.position + 1, count(journal.position)
        FROM plans LEFT JOIN journal USING (plan_id)
        GROUP BY plan_id, plans.position
        HAVING count(DISTINCT journal.position) <> plans.position + 1
            OR count(journal.position) <> plans.position + 1
            OR max(journal.position) <> plans.position
        """,
        "plan {} should have {} steps in its journal and has {}",
    ),
    (
        """
        SELECT journal.plan_id, count(*) FROM journal ANTI JOIN plans USING (plan_id)
        GROUP BY journal.plan_id
        """,
        "plan {} has {} steps in the journal and is not in the list",
    ),
    (
        """
        SELECT client, seq FROM journal WHERE client <> ''
        GROUP BY client, seq HAVING count(*) > 1
        """,
        "change {1} of {0} stands in the journal more than once",
    ),
)
