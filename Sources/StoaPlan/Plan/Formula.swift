/// A formula whose names and types are resolved.
public struct Formula: Hashable, Sendable {
  /// What is predicted; its name is the text of the label's expression.
  public var label: NamedExpression
  /// In the order of the text; `.` and exclusions are already resolved.
  public var terms: [Term]
  /// The formula as the language writes it, for display and for the model file.
  public var text: String

  public init(label: NamedExpression, terms: [Term], text: String) {
    self.label = label
    self.terms = terms
    self.text = text
  }

  /// A product of factors; most terms have one.
  public struct Term: Hashable, Sendable {
    /// Each named by its text, as `odometer` or `log(odometer)`. A string or bool factor is
    /// categorical, a number is used as it is.
    public var factors: [NamedExpression]

    public init(factors: [NamedExpression]) {
      self.factors = factors
    }
  }
}
