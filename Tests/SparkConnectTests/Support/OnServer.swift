import Testing

/// The tests that need a Spark server. They share it, and run one after the other: together they
/// would need more memory than a small server has.
@Suite(.serialized) enum OnServer {}
