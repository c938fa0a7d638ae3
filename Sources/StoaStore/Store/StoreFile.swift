import Foundation
import GRDB

/// Opens a store's file: private, in WAL mode, of the right version.
///
/// `synchronous = NORMAL` in WAL mode: a power cut may lose the last commits, a killed program
/// loses none, and neither damages the file (https://www.sqlite.org/pragma.html). File systems
/// across a network do not lock well enough for WAL and are not supported.
struct StoreFile: Sendable {
  var path: String
  var schema: StoreSchema
  /// Further settings of each connection.
  var configure: @Sendable (inout Configuration) -> Void

  /// How long a write waits for another program: long where that is news, short where it is
  /// already known, so that the prompt does not wait at every cell.
  enum Patience: Int {
    case long = 5000
    case short = 200
  }

  func open(_ patience: Patience = .long) throws -> DatabaseQueue {
    try makePrivate()
    let deadline = ContinuousClock.now + .milliseconds(patience.rawValue)
    while true {
      do {
        return try openOnce(patience)
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
        // SQLite calls no busy handler where two programs turn WAL on at once. This waits as the
        // handler would: on this thread, between tries, with the file closed and no lock held.
        guard ContinuousClock.now < deadline else { throw error }
        usleep(10_000)
      }
    }
  }

  private func openOnce(_ patience: Patience) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(TimeInterval(patience.rawValue) / 1000)
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA secure_delete = ON") }
    configure(&configuration)
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    do {
      // The version is looked at first, so that a file which is not ours stays as it is.
      _ = try schema.version(of: queue)
      try queue.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
      }
      try schema.migrate(queue)
      return queue
    } catch {
      // The error to tell is that of the opening; the queue closes by itself at the latest.
      try? queue.close()
      throw error
    }
  }

  /// Opens a file that cannot be written, for reading.
  ///
  /// A file in WAL mode on a read-only medium can be read only where SQLite is told that it
  /// does not change (https://www.sqlite.org/wal.html#read_only_databases).
  func openForReading() throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    let name = URL(fileURLWithPath: path).absoluteString
    let queue = try DatabaseQueue(path: name + "?immutable=1", configuration: configuration)
    _ = try schema.version(of: queue)
    return queue
  }

  /// What an error says of the file; anything that is not known speaks against writing it.
  func condition(of error: any Error) -> StoreCondition {
    let condition = StoreCondition(error) ?? .readOnly("\(error)")
    // A full disk shows as a failed read or write too, where SQLite makes its shared memory.
    guard case .readOnly = condition, isDiskFull else { return condition }
    return .full
  }

  /// Whether the disk has less room than SQLite needs for its shared memory.
  private var isDiskFull: Bool {
    var status = statvfs()
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    guard statvfs(folder, &status) == 0, status.f_flag & UInt(ST_RDONLY) == 0 else { return false }
    return UInt64(status.f_bavail) * UInt64(status.f_frsize) < 65_536
  }

  static func setPatience(_ patience: Patience, of queue: DatabaseQueue) throws {
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA busy_timeout = \(patience.rawValue)")
    }
  }

  /// Makes the folder (0700) and the file (0600) where they are missing, and takes the rights of
  /// others away from a file that has them; SQLite gives `-wal` and `-shm` the file's own rights.
  private func makePrivate() throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    do {
      // A folder that exists may be the user's own, named in STOA_HOME, and keeps its rights.
      if !FileManager.default.fileExists(atPath: folder.path) {
        try FileManager.default.createDirectory(
          at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      }
    } catch {
      throw StoreFileError(condition: .readOnly("its folder cannot be made"))
    }
    // Created here rather than by SQLite, which would follow the umask. A file that exists is
    // not opened here: closing it would drop the locks of this process (POSIX locks).
    let descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if descriptor >= 0 {
      close(descriptor)
      return
    }
    guard errno == EEXIST else {
      throw StoreFileError(condition: errno == ENOSPC ? .full : .readOnly(lastErrorText()))
    }
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    if status.st_mode & 0o077 != 0 {
      for suffix in ["", "-wal", "-shm"] { _ = chmod(path + suffix, 0o600) }
    }
    // SQLite takes what is shorter than a page for an empty file, and writes over it.
    if status.st_mode & S_IFMT == S_IFREG, (1..<512).contains(status.st_size) {
      throw StoreFileError(condition: .corrupt("file is not a database"))
    }
  }

  private func lastErrorText() -> String {
    String(cString: strerror(errno)).lowercased()
  }
}
