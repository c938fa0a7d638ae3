import StoaEngine

extension SystemFrame {
  /// The frames that the stores fill.
  public static let stored: [SystemFrame] = [.history, .timings, .sessions, .cache]

  public static let history = SystemFrame(
    name: "history", help: "every cell that was run, in this session and before, oldest first",
    columns: [
      Column("session", .string, "the session's id"),
      Column("n", .int, "the cell's number in its session"),
      Column("started", .timestamp, "when it began, in UTC"),
      Column("source", .string, "the text, with secrets masked"),
      Column("engine", .string, "the engine that ran it"),
      Column("outcome", .string, "ok, error or cancelled"),
      Column("error", .string, "what went wrong"),
      Column("duration_ms", .float, "how long it took, in milliseconds"),
      Column("rows", .int, "the rows of its result"),
      Column("cached", .bool, "whether the answer came out of the cache"),
    ])

  public static let timings = SystemFrame(
    name: "timings", help: "the steps of every cell and how long each took",
    columns: [
      Column("session", .string, "the session's id"),
      Column("n", .int, "the cell's number in its session"),
      Column("started", .timestamp, "when the cell began, in UTC"),
      Column("position", .int, "the step's place in its cell, from 0"),
      Column("parent", .int, "the position of the enclosing step"),
      Column("step", .string, "parse, bind, execute, or an operator of the engine"),
      Column("detail", .string, "what the step was about"),
      Column("start_ms", .float, "when it began, in milliseconds after its cell"),
      Column("duration_ms", .float, "how long it took, in milliseconds"),
      Column("rows", .int, "the rows that came out of it"),
      Column("bytes", .int, "the bytes that it read or wrote"),
      Column("cached", .bool, "whether it came out of the cache, and so measures nothing"),
    ])

  public static let sessions = SystemFrame(
    name: "sessions", help: "every run of the shell or of a session file, oldest first",
    columns: [
      Column("session", .string, "the session's id"),
      Column("started", .timestamp, "when it began, in UTC"),
      Column("ended", .timestamp, "when it ended, in UTC; null while it runs"),
      Column("host", .string, "the machine"),
      Column("version", .string, "the version of Stoa"),
      Column("pid", .int, "the process"),
      Column("engine", .string, "the engine that it began with"),
      Column("cells", .int, "how many cells it has"),
    ])

  public static let cache = SystemFrame(
    name: "cache", help: "the results and frames that are kept, last used first",
    columns: [
      Column("kind", .string, "`result` on disk, or `frame` that an engine holds"),
      Column("key", .string, "a short name of the result's key"),
      Column("source", .string, "the text that it answers, with secrets masked"),
      Column("created", .timestamp, "when it was computed, in UTC"),
      Column("last_used", .timestamp, "when it last answered, in UTC"),
      Column("hits", .int, "how often it answered; null for a frame"),
      Column("rows", .int, "its rows"),
      Column("bytes", .int, "its size"),
      Column("engine", .string, "the engine that computed it"),
      Column("engine_version", .string, "that engine's version"),
      Column("took_ms", .float, "how long it took to compute, in milliseconds"),
    ])
}
