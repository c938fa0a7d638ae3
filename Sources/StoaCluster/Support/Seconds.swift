import Foundation

extension Duration {
  /// The whole of it in seconds.
  var inSeconds: Double { self / .seconds(1) }
}

/// A time in seconds as people read it: `2.9 s`.
public func secondsText(_ seconds: Double) -> String {
  String(format: "%.1f s", seconds)
}
