import StoaLanguage

/// What an expression can see: the columns at its stage, the params, and which calls may stand.
struct Scope {
  enum Place {
    /// Row by row
    case row
    /// In `summarize`: aggregates, and what is computed from them
    case group
    /// In `derive … by`: aggregates and window functions over the window
    case window
  }

  var schema: Schema
  var params: [String: Param]
  var place: Place = .row

  func at(_ place: Place) -> Scope {
    var copy = self
    copy.place = place
    return copy
  }

  func with(_ schema: Schema) -> Scope {
    var copy = self
    copy.schema = schema
    return copy
  }

  /// The column of a name, or the mistake that there is none.
  func column(_ name: Identifier) throws(Diagnostic) -> Field {
    if let type = schema[name.text] { return Field(name.text, type) }
    throw unknownColumn(name)
  }

  func unknownColumn(_ name: Identifier) -> Diagnostic {
    let known = schema.names + params.keys.sorted()
    var hint = Suggestion.nearest(to: name.text, among: known).map { "did you mean `\($0)`?" }
    if hint == nil, !schema.names.isEmpty {
      let shown = schema.names.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
      hint = "the columns here are \(shown)\(schema.names.count > 8 ? ", …" : "")"
    }
    return Diagnostic(
      code: "unknown-column", message: "there is no column `\(name.text)` here", span: name.span,
      hint: hint)
  }
}

/// Does a thing for each item, and throws the mistakes of all of them together.
func each<Item, Result>(
  _ items: [Item], _ body: (Item) throws -> Result
) throws -> [Result] {
  var results: [Result] = []
  var mistakes: [Diagnostic] = []
  for item in items {
    do {
      results.append(try body(item))
    } catch let mistake as Diagnostic {
      mistakes.append(mistake)
    } catch let list as DiagnosticList {
      mistakes += list.diagnostics
    }
  }
  if !mistakes.isEmpty { throw DiagnosticList(mistakes) }
  return results
}
