import GRDB

/// What a store's file holds: its mark, and the steps that lead from each version to the next.
struct StoreSchema: Sendable {
  /// A step from one version to the next.
  struct Migration: Sendable {
    var name: String
    var sql: String
  }

  /// SQLite's `application_id`, by which a file of ours is known.
  var applicationID: Int32
  /// Step `i` leads from version `i` to `i + 1`; version 0 is an empty file.
  var migrations: [Migration]

  var version: Int { migrations.count }

  /// The version of a file; one of another program, or of a later version, is refused.
  func version(of queue: DatabaseQueue) throws -> Int {
    var found = 0
    // One transaction, for one moment: another shell may be making the file, and a look before
    // and one after would together be a file that is not ours.
    try queue.inTransaction(.deferred) { db in
      found = try version(in: db)
      return .commit
    }
    return found
  }

  private func version(in db: Database) throws -> Int {
    let mark = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let stated = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    // Not `tableExists`, which may answer out of GRDB's memory of an earlier moment.
    let names = try String.fetchSet(db, sql: "SELECT name FROM sqlite_schema")
    let isMigrated = names.contains("grdb_migrations")
    let applied = isMigrated ? try migrator.appliedIdentifiers(db) : []
    let unknown = applied.subtracting(migrations.map(\.name))
    // A file that was put together again from a dump has its tables, and no mark yet.
    let isOurs =
      mark == applicationID || mark == 0 && (names.isEmpty || isMigrated && unknown.isEmpty)
    guard isOurs else {
      throw StoreFileError(condition: .corrupt(StoreFileError.foreign))
    }
    guard unknown.isEmpty, stated <= version else {
      throw StoreFileError(condition: .newer(version: stated))
    }
    return applied.count
  }

  /// Brings a file to this version; another shell may be doing the same at this moment.
  func migrate(_ queue: DatabaseQueue) throws {
    var found = try version(of: queue)
    while found < version {
      do {
        try migrator.migrate(queue)
      } catch let error as DatabaseError
        where [.SQLITE_ERROR, .SQLITE_CONSTRAINT].contains(error.resultCode)
      {
        // Where another shell was faster, the same step fails here, and the version has risen.
        if try version(of: queue) == found { throw error }
      }
      found = try version(of: queue)
    }
    try mark(queue)
  }

  private func mark(_ queue: DatabaseQueue) throws {
    let marks = try queue.read { db in
      try ["application_id", "user_version"].map { try Int.fetchOne(db, sql: "PRAGMA \($0)") }
    }
    guard marks != [Int(applicationID), version] else { return }
    try queue.write { db in
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
      try db.execute(sql: "PRAGMA user_version = \(version)")
    }
  }

  private var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    for migration in migrations {
      migrator.registerMigration(migration.name, foreignKeyChecks: .immediate) { db in
        try db.execute(sql: migration.sql)
      }
    }
    return migrator
  }
}
