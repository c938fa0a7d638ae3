/// What the shell itself knows, as frames; a program names them with `$`.
public enum SystemFrameCatalogue {
  /// Names without `$`, and what they hold.
  public static let all: [(name: String, help: String)] = [
    ("history", "the cells of all sessions: their text, engine, time and outcome"),
    ("timings", "the steps of every cell, and how long each took"),
    ("sessions", "the sessions that the history holds"),
    ("models", "the models of this session"),
    ("importances", "how much each feature counts in the trees of this session"),
    ("cache", "the results and frames that are kept"),
    ("nodes", "the machines of the cluster"),
    ("executors", "the executors of the application on the cluster, and its driver"),
    ("stages", "the newest stages on the cluster: tasks, locality and times by executor"),
  ]

  static let list = all.map { "$\($0.name)" }.joined(separator: ", ")
}
