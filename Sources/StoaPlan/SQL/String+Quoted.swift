extension String {
  /// Between two marks, those inside it doubled, as SQL writes names and texts.
  public func quoted(by mark: String) -> String {
    // Most names hold none, and a search for a text takes long.
    guard let byte = mark.utf8.first, utf8.contains(byte) else { return mark + self + mark }
    return mark + replacing(mark, with: mark + mark) + mark
  }
}
