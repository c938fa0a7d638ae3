extension SyntaxPrinter {
  func pieces(of fit: FitSyntax, after verb: VerbName) -> [String] {
    ["\(verb.rawValue) \(name(fit.kind))"] + (fit.task.map { [name($0)] } ?? []) + [formula(of: fit)]
      + options(fit.options)
  }

  /// The formula alone, `label ~ a + log(b) - c`.
  public func formula(of fit: FitSyntax) -> String {
    var text = label(of: fit) + " ~"
    for (position, term) in fit.terms.enumerated() {
      switch term.kind {
      case .all: text += position == 0 ? " ." : " + ."
      case .include(let factors):
        text += (position == 0 ? " " : " + ") + factors.map(factor).joined(separator: ":")
      case .exclude(let expression): text += " - " + factor(expression)
      }
    }
    return text
  }

  /// A label that could be read as the task has quotes.
  private func label(of fit: FitSyntax) -> String {
    fit.task == nil
      ? text(
        of: fit.label, notBeginningWith: isBareName(fit.label) ? [] : ["regressor", "classifier"])
      : text(of: fit.label)
  }

  private func isBareName(_ expression: Expr) -> Bool {
    if case .name = expression.kind { return true }
    return false
  }
}
