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
    try queue.read { db in
      let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
      let mark = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
      // The migrator makes its own table before the first step sets the mark.
      let others = try Int.fetchOne(
        db, sql: "SELECT count(*) FROM sqlite_schema WHERE tbl_name <> 'grdb_migrations'")
      if mark != applicationID, found != 0 || others != 0 {
        throw StoreFileError(condition: .corrupt("it is a database of another program"))
      }
      if found > version { throw StoreFileError(condition: .newer(version: found)) }
      return found
    }
  }

  /// Brings a file to this version; another shell may be doing the same at this moment.
  func migrate(_ queue: DatabaseQueue) throws {
    var found = try version(of: queue)
    while found < version {
      do {
        try migrator.migrate(queue)
      } catch let error as DatabaseError where StoreCondition(error) == nil {
        // Where another shell was faster, the same step fails here, and the version has risen.
        if try version(of: queue) == found { throw error }
      }
      found = try version(of: queue)
    }
  }

  private var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    for (index, migration) in migrations.enumerated() {
      migrator.registerMigration(migration.name, foreignKeyChecks: .immediate) { db in
        try db.execute(sql: migration.sql)
        try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        try db.execute(sql: "PRAGMA user_version = \(index + 1)")
      }
    }
    return migrator
  }
}
