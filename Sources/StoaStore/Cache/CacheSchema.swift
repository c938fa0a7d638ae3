extension StoreSchema {
  /// The cache's table. A result's key is looked up by its checksum and compared in full.
  static let cache = StoreSchema(
    applicationID: 0x5374_6f43,  // "StoC"
    migrations: [
      Migration(
        name: "results",
        sql: """
          CREATE TABLE results (
            id INTEGER PRIMARY KEY,
            hash INTEGER NOT NULL,
            key BLOB NOT NULL,          -- UTF-8, which may hold a zero byte
            source TEXT NOT NULL,
            created INTEGER NOT NULL,   -- microseconds since 1970, UTC
            last_used INTEGER NOT NULL,
            hits INTEGER NOT NULL,
            rows INTEGER NOT NULL,
            bytes INTEGER NOT NULL,
            engine TEXT NOT NULL,
            engine_version TEXT NOT NULL,
            took_ns INTEGER NOT NULL,
            checksum INTEGER NOT NULL,
            arrow BLOB NOT NULL         -- an Arrow IPC stream
          ) STRICT;
          CREATE INDEX results_by_hash ON results (hash);
          CREATE INDEX results_by_use ON results (last_used, bytes);
          """)
    ])
}
