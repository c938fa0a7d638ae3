/// What the shell itself knows, as frames; a program names them with `$`.
public enum SystemFrameCatalogue {
  /// Names without `$`, and what they hold.
  public static let all: [(name: String, help: String)] = [
    ("history", "the cells of all sessions: their text, engine, time and outcome"),
    ("timings", "the steps of every cell, and how long each took"),
    ("sessions", "the sessions that the history holds"),
    ("models", "the models of this session"),
    ("cache", "the results that are kept"),
  ]

  static let list = all.map { "$\($0.name)" }.joined(separator: ", ")
}
