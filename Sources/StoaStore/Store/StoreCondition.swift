import GRDB

/// How a store is: whether what is written to it reaches its file, and if not, why.
public enum StoreCondition: Hashable, Sendable {
  /// What is written is in the file.
  case healthy
  /// Another program holds the file; every write tries again.
  case busy
  /// The file is damaged, or is no file of ours; it is left as it is and not touched again.
  case corrupt(String)
  /// The file or its folder cannot be written, and why; every write tries again.
  case readOnly(String)
  /// The disk is full; every write tries again.
  case full
  /// The file was written by a later version of Stoa; it is left as it is.
  case newer(version: Int)

  /// Whether a later write may succeed.
  var isPassing: Bool {
    switch self {
    case .healthy, .busy, .readOnly, .full: true
    case .corrupt, .newer: false
    }
  }

  /// What an error of SQLite says of the file, or nil where it says nothing of it.
  init?(_ error: any Error) {
    if let error = error as? StoreFileError {
      self = error.condition
      return
    }
    guard let error = error as? DatabaseError else { return nil }
    let reason = error.message ?? error.resultCode.description
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
    // The statements are ours and do not change: where one does not fit, the tables are not ours.
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR, .SQLITE_MISMATCH, .SQLITE_CONSTRAINT:
      self = .corrupt(reason)
    case .SQLITE_FULL: self = .full
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_IOERR:
      self = .readOnly(reason)
    default: return nil
    }
  }
}

/// Why a file was not opened, before SQLite was asked.
struct StoreFileError: Error {
  /// The reason where a file is a sound database, but none of ours.
  static let foreign = "it is a database of another program"

  var condition: StoreCondition
}

extension StoreCondition {
  /// The condition without its reason: two with one kind are the same news.
  enum Kind {
    case healthy, busy, corrupt, readOnly, full, newer
  }

  var kind: Kind {
    switch self {
    case .healthy: .healthy
    case .busy: .busy
    case .corrupt: .corrupt
    case .readOnly: .readOnly
    case .full: .full
    case .newer: .newer
    }
  }
}
