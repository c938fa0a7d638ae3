@testable import StoaLanguage

/// A syntax tree written out in full, without its spans: equal for trees that mean the same.
func syntaxShape(of value: Any) -> String {
  if value is SourceSpan { return "" }
  let mirror = Mirror(reflecting: value)
  switch mirror.displayStyle {
  case .optional:
    return mirror.children.first.map { "some(\(syntaxShape(of: $0.value)))" } ?? "nil"
  case .enum where mirror.children.isEmpty:
    return "\(value)"
  case .some(let style):
    let children = mirror.children.map { child in
      // An operator is an enum with a raw value and has no children.
      let label = style == .collection || style == .tuple ? "" : (child.label ?? "") + ": "
      return label + syntaxShape(of: child.value)
    }
    let name = style == .struct ? "\(type(of: value))" : ""
    return name + "("
      + children.filter { !$0.hasSuffix("span: ") && $0 != "verb: " }
      .joined(separator: ", ") + ")"
  case nil:
    return String(reflecting: value)
  }
}
