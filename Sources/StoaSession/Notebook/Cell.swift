import StoaEngine
import StoaLanguage

/// A text to run as one cell.
public struct CellRequest: Hashable, Sendable {
  public var source: String
  /// What the times of the cell are labelled with, in place of names and texts.
  public var label: String?
  /// Whether the result cache is used, where that differs from the settings.
  public var cache: Bool?
  /// How long it took to read the text from its file.
  public var readDuration: Duration?

  public init(
    _ source: String, label: String? = nil, cache: Bool? = nil, readDuration: Duration? = nil
  ) {
    self.source = source
    self.label = label
    self.cache = cache
    self.readDuration = readDuration
  }

  /// Whether the text begins with a space, so that neither it nor its answer is kept.
  var isPrivate: Bool { source.first == " " }
}

/// What became of a cell.
public struct CellReport: Sendable {
  /// Its number in the session, from 1.
  public var number: Int
  public var source: String
  public var outputs: [CellOutput]
  public var failure: CellFailure?
  public var steps: [StepClock.Step]
  public var duration: Duration
  /// Whether `:quit` was in it.
  public var isQuit = false
  /// Whether the cell took something out of the history.
  var isForgetting = false

  /// Whether an answer came out of the cache, so that the duration measures no work.
  public var isCached: Bool { steps.contains { $0.cached } }

  /// The statements of the cell with their times.
  public var statements: [StepClock.Step] { steps.filter { $0.name == CellReport.statementStep } }

  /// The name of the step that covers a statement; its detail is the statement's label.
  public static let statementStep = "statement"
}

extension CellFailure {
  /// Makes a failure of any error that ends a statement.
  init(_ error: any Error, source: String, span: SourceSpan) {
    switch error {
    case let failure as CellFailure: self = failure
    case let list as DiagnosticList: self.init(source: source, diagnostics: list.diagnostics)
    case let diagnostic as Diagnostic: self.init(source: source, diagnostics: [diagnostic])
    case let error as EngineError:
      let diagnostic = Diagnostic(
        code: error.kind.rawValue, message: error.message, span: span, hint: error.hint)
      self.init(source: source, diagnostics: [diagnostic], engineError: error)
    case let error as SessionFileError:
      let place = error.line.map { "\(error.path):\($0)" } ?? error.path
      self.init(
        source: source, code: "session-file", "\(place): \(error.message)", span, error.hint)
    case let error as SettingError:
      self.init(source: source, code: "setting", error.message, span, error.hint)
    case is CancellationError:
      self.init(EngineError(.cancelled, "stopped"), source: source, span: span)
    default:
      self.init(EngineError(.fault, "\(error)"), source: source, span: span)
    }
  }

  private init(
    source: String, code: String, _ message: String, _ span: SourceSpan, _ hint: String?
  ) {
    self.init(
      source: source,
      diagnostics: [Diagnostic(code: code, message: message, span: span, hint: hint)])
  }
}
