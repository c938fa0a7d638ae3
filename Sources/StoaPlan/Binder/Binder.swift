import StoaLanguage

/// Resolves the names and types of a program before anything runs.
public struct Binder: Sendable {
  let context: any BindingContext
  /// The text that the spans point into.
  let text: String

  public init(text: String, context: any BindingContext) {
    self.text = text
    self.context = context
  }
}
