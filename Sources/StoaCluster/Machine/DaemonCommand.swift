/// The command line of a daemon, with all that it finds in its environment.
struct DaemonCommand: Hashable, Sendable {
  var executable: String
  var arguments: [String]
  var environment: [String: String]

  /// The words for `env -i`, which gives a daemon this environment and no other: what a person
  /// has exported must not decide how a cluster runs.
  var words: [String] {
    environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      + [executable] + arguments
  }
}
