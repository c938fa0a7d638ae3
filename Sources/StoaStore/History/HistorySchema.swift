extension StoreSchema {
  /// The history's tables. A step that was released is never changed; a new one is added.
  static let history = StoreSchema(
    applicationID: 0x5374_6f48,  // "StoH"
    migrations: [
      Migration(
        name: "sessions and cells",
        sql: """
          CREATE TABLE sessions (
            id TEXT NOT NULL PRIMARY KEY,
            started INTEGER NOT NULL,  -- microseconds since 1970, UTC
            ended INTEGER,
            host TEXT NOT NULL,
            version TEXT NOT NULL,
            pid INTEGER NOT NULL,
            engine TEXT NOT NULL
          ) STRICT;
          CREATE TABLE cells (
            session TEXT NOT NULL,
            n INTEGER NOT NULL,
            started INTEGER NOT NULL,
            source TEXT NOT NULL,
            engine TEXT NOT NULL,
            outcome TEXT NOT NULL CHECK (outcome IN ('ok', 'error', 'cancelled')),
            error TEXT,
            duration_ns INTEGER NOT NULL,
            rows INTEGER,
            cached INTEGER NOT NULL CHECK (cached IN (0, 1)),
            PRIMARY KEY (session, n)
          ) STRICT;
          CREATE INDEX cells_by_time ON cells (started);
          """),
      Migration(
        name: "steps",
        sql: """
          CREATE TABLE steps (
            session TEXT NOT NULL,
            cell INTEGER NOT NULL,
            position INTEGER NOT NULL,
            parent INTEGER,            -- the position of the enclosing step
            name TEXT NOT NULL,
            detail TEXT NOT NULL,
            start_ns INTEGER NOT NULL, -- since the cell's clock was made
            duration_ns INTEGER,       -- null where it was still running
            rows INTEGER,
            bytes INTEGER,
            cached INTEGER NOT NULL CHECK (cached IN (0, 1)),
            PRIMARY KEY (session, cell, position)
          ) STRICT, WITHOUT ROWID;
          """),
    ])
}
