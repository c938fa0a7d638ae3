import StoaLanguage

extension Binder {
  func load(_ load: LoadSource) async throws -> Plan {
    let path = try await path(load.path)
    var source = FileSource(
      path: path, format: try Self.format(load.format, of: path, load.path.span))
    let scope = await scope(.literal(Schema([]), rows: []))
    for option in load.options { try Self.apply(option, to: &source, scope) }
    source.declared = try each(load.schema ?? []) { Field($0.name.text, try Self.type($0.type)) }
    try checkUnique(source.declared.map(\.name), (load.schema ?? []).map(\.name.span))
    return .load(source, try await context.schema(of: source))
  }

  func target(_ save: SaveSyntax) async throws -> FileTarget {
    let path = try await path(save.path)
    var target = FileTarget(
      path: path, format: try Self.format(save.format, of: path, save.path.span),
      overwrite: save.overwrite)
    let scope = await scope(.literal(Schema([]), rows: []))
    for option in save.options {
      switch option.name.text {
      case "header": target.header = try Self.bool(option, scope)
      case "delimiter": target.delimiter = try Self.delimiter(option, scope)
      default: throw Self.unknownOption(option, ["header", "delimiter"], of: "save")
      }
      guard target.format == .csv else { throw Self.csvOnly(option) }
    }
    return target
  }

  /// The format that was said, or that the file's name says.
  private static func format(
    _ word: Identifier?, of path: String, _ span: SourceSpan
  ) throws -> FileFormat {
    if let word {
      if let format = FileFormat(rawValue: word.text) { return format }
      let known = FileFormat.allCases.map(\.rawValue)
      throw Diagnostic(
        code: "unknown-format", message: "there is no format `\(word.text)`", span: word.span,
        hint: Suggestion.nearest(to: word.text, among: known).map { "did you mean `\($0)`?" }
          ?? "the formats are \(known.joined(separator: ", "))")
    }
    if let format = FileFormat(path: path) { return format }
    throw Diagnostic(
      code: "unknown-format", message: "the name of the file does not say its format", span: span,
      hint: "say it: " + FileFormat.allCases.map { "`as \($0.rawValue)`" }.joined(separator: ", "))
  }

  private static func apply(_ option: Option, to source: inout FileSource, _ scope: Scope) throws {
    let known = ["header", "delimiter", "nulls", "sample", "bad"]
    switch option.name.text {
    case "header": source.header = try bool(option, scope)
    case "delimiter": source.delimiter = try delimiter(option, scope)
    case "nulls": source.nulls = try option.values.map { try string($0, scope, "`nulls`") }
    case "sample":
      source.sample = Int(clamping: try int(try single(option), scope, "`sample`"))
      guard source.sample > 0 || source.sample == -1 else {
        throw Diagnostic(
          code: "option", message: "`sample` is a number of rows, or -1 for all",
          span: option.values[0].span)
      }
    case "bad":
      switch try single(option).kind {
      case .literal(.null): source.bad = .null
      case .name(let word) where word.text == "fail": source.bad = .fail
      default:
        throw Diagnostic(
          code: "option", message: "`bad` is `fail` or `null`", span: option.values[0].span)
      }
    default: throw unknownOption(option, known, of: "load")
    }
    let isForAll = option.name.text == "sample" || option.name.text == "bad"
    if source.format != .csv, !isForAll { throw csvOnly(option) }
  }

  private static func csvOnly(_ option: Option) -> Diagnostic {
    Diagnostic(
      code: "option", message: "`\(option.name.text)` is an option of csv files",
      span: option.name.span)
  }

  private static func unknownOption(
    _ option: Option, _ known: [String], of verb: String
  ) -> Diagnostic {
    Diagnostic(
      code: "unknown-option", message: "`\(verb)` has no option `\(option.name.text)`",
      span: option.name.span,
      hint: Suggestion.nearest(to: option.name.text, among: known).map { "did you mean `\($0)`?" }
        ?? "the options are \(known.joined(separator: ", "))")
  }

  static func single(_ option: Option) throws -> Expr {
    guard option.form == .single, option.values.count == 1 else {
      throw Diagnostic(
        code: "option", message: "`\(option.name.text)` takes one value", span: option.name.span)
    }
    return option.values[0]
  }

  private static func bool(_ option: Option, _ scope: Scope) throws -> Bool {
    let value = try single(option)
    if case .literal(.bool(let flag), _) = try ExpressionBinder(scope).bind(value) { return flag }
    throw Diagnostic(
      code: "option", message: "`\(option.name.text)` is `true` or `false`", span: value.span)
  }

  private static func string(_ value: Expr, _ scope: Scope, _ what: String) throws -> String {
    if case .literal(.string(let text), _) = try ExpressionBinder(scope).bind(value) {
      return text
    }
    throw Diagnostic(code: "option", message: "\(what) is text", span: value.span)
  }

  private static func delimiter(_ option: Option, _ scope: Scope) throws -> String {
    let value = try single(option)
    let text = try string(value, scope, "`delimiter`")
    guard text.utf8.count == 1 else {
      throw Diagnostic(
        code: "option", message: "`delimiter` is one character", span: value.span,
        hint: "as in `delimiter = \";\"` or `\"\\t\"`")
    }
    return text
  }
}
