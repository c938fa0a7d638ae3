import Testing

/// The suites that start real daemons: one after the other, for each takes all of a small machine.
@Suite(.serialized) struct DaemonTests {}
