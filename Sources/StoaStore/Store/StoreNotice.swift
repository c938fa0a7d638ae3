/// What the user should know of a store's condition, said once each time that it changes.
public struct StoreNotice: Hashable, Sendable {
  /// One sentence without a full stop.
  public var message: String
  public var hint: String?

  init(message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }

  /// What to say of a condition of the `history` or the `cache` at a path.
  init(_ condition: StoreCondition, noun: String, path: String) {
    switch condition {
    case .healthy:
      self.init(message: "the \(noun) at \(path) is written again")
    case .busy:
      self.init(
        message: "the \(noun) at \(path) is held by another program",
        hint: "what this session records is kept in memory and written as soon as it is free")
    case .corrupt(let reason):
      self.init(
        message: "the \(noun) at \(path) is damaged (\(reason)); it is left as it is, and this "
          + "session is kept in memory only",
        hint: "to recover what it holds: \(Self.recovery(of: path))")
    case .readOnly(let reason):
      self.init(
        message: "the \(noun) at \(path) cannot be written (\(reason))",
        hint: "this session is kept in memory; make the folder writable, or name another one "
          + "in STOA_HOME")
    case .full:
      self.init(
        message: "the disk that holds the \(noun) at \(path) is full",
        hint: "this session is kept in memory and written as soon as there is room")
    case .newer(let version):
      self.init(
        message: "the \(noun) at \(path) has version \(version), written by a later Stoa; it is "
          + "left as it is, and this session is kept in memory only",
        hint: "use that Stoa, or name another folder in STOA_HOME")
    }
  }

  /// A shell's command that puts what can be read of a file into a new one beside it.
  ///
  /// Where SQLite's dump met damage, it ends with a rollback; what came before is kept.
  static func recovery(of path: String) -> String {
    let quoted = "'" + path.replacing("'", with: "'\\''") + "'"
    return "sqlite3 \(quoted) .dump | sed 's/^ROLLBACK;.*/COMMIT;/' | sqlite3 \(quoted).recovered"
  }
}
