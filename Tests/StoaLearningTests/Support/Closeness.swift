extension Double {
  /// Whether two numbers agree to a relative error; zero agrees with what is below 1e-300.
  func isClose(_ other: Double, _ tolerance: Double) -> Bool {
    if self == other { return true }
    return abs(self - other) <= tolerance * max(abs(self), abs(other)) + 1e-300
  }
}
