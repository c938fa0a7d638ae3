/// What `FetchErrorDetails` tells.
extension SparkError {
  /// Fills in the chain of causes, and what the outermost says that the status did not.
  mutating func add(_ details: WireFetchErrorDetailsResponse) {
    guard details.hasRootErrorIdx else { return }
    var next: Int32? = details.rootErrorIdx
    var seen: Set<Int32> = []
    // A chain from elsewhere may lead in a circle.
    while let index = next, details.errors.indices.contains(Int(index)),
      seen.insert(index).inserted
    {
      let error = details.errors[Int(index)]
      chain.append(Cause(error))
      next = error.hasCauseIdx ? error.causeIdx : nil
    }
    guard let root = chain.first else { return }
    // The status has a text of at most 2 KiB.
    if !root.message.isEmpty { message = root.message }
    errorClass = root.errorClass ?? errorClass
    sqlState = root.sqlState ?? sqlState
    if !root.messageParameters.isEmpty { messageParameters = root.messageParameters }
    contexts = root.contexts
    kind = Kind(types: root.types, errorClass: errorClass) ?? kind
  }
}

extension SparkError.Cause {
  init(_ error: WireFetchErrorDetailsResponse.Error) {
    let throwable = error.hasSparkThrowable ? error.sparkThrowable : nil
    self.init(
      types: error.errorTypeHierarchy, message: error.message,
      errorClass: throwable.flatMap { $0.hasErrorClass ? $0.errorClass : nil },
      sqlState: throwable.flatMap { $0.hasSqlState ? $0.sqlState : nil },
      messageParameters: throwable?.messageParameters ?? [:],
      contexts: throwable?.queryContexts.map(SparkError.QueryContext.init) ?? [],
      stackTrace: error.stackTrace.map { element in
        let place = element.hasFileName ? "\(element.fileName):\(element.lineNumber)" : "unknown"
        return "\(element.declaringClass).\(element.methodName)(\(place))"
      })
  }
}

extension SparkError.QueryContext {
  init(_ context: WireFetchErrorDetailsResponse.QueryContext) {
    let (start, stop) = (Int(context.startIndex), Int(context.stopIndex))
    let isSQL = context.contextType == .sql
    self.init(
      kind: isSQL ? .sql : .dataFrame, objectType: context.objectType,
      objectName: context.objectName,
      range: isSQL && start >= 0 && start <= stop ? start...stop : nil,
      fragment: context.fragment, callSite: context.callSite, summary: context.summary)
  }
}

extension SparkError.Kind {
  /// What the classes of an exception say; nil where they say nothing.
  init?(types: [String], errorClass: String?) {
    switch errorClass {
    case "OPERATION_CANCELED", "OPERATION_CANCELLED": self = .interrupted
    case let name? where Self.isLostSession(name): self = .sessionLost
    case let name? where Self.isLostOperation(name): self = .operationLost
    case let name? where name.hasPrefix("UNSUPPORTED_") || name.hasPrefix("NOT_SUPPORTED_"):
      self = .unsupported
    default:
      let names = types.compactMap { $0.split(separator: ".").last }
      if names.contains("ParseException") {
        self = .parse
      } else if names.contains("AnalysisException") {
        self = .analysis
      } else {
        return nil
      }
    }
  }

  static func isLostSession(_ errorClass: String) -> Bool {
    [
      "INVALID_HANDLE.SESSION_CLOSED", "INVALID_HANDLE.SESSION_CHANGED",
      "INVALID_HANDLE.SESSION_NOT_FOUND",
    ].contains(errorClass)
  }

  static func isLostOperation(_ errorClass: String) -> Bool {
    [
      "INVALID_HANDLE.OPERATION_NOT_FOUND", "INVALID_HANDLE.OPERATION_ABANDONED",
      "INVALID_CURSOR.NOT_REATTACHABLE", "INVALID_CURSOR.POSITION_NOT_AVAILABLE",
      "INVALID_CURSOR.POSITION_NOT_FOUND",
    ].contains(errorClass)
  }
}
