/// What to do with a value that cannot be.
public enum InvalidValues: String, Sendable {
  /// Fail
  case error
  /// Leave the row out
  case skip
  /// Keep the row, with a value of its own
  case keep
}

/// Numbers for the values of columns of text, the most frequent first.
public struct StringIndexer: MLEstimator {
  public typealias Fitted = StringIndexerModel

  public enum Order: String, Sendable {
    case frequencyDesc, frequencyAsc, alphabetDesc, alphabetAsc
  }

  public let className = "org.apache.spark.ml.feature.StringIndexer"
  public let uid: String
  public var inputCols: [String]
  public var outputCols: [String]
  public var handleInvalid: InvalidValues
  public var stringOrderType: Order

  public init(
    inputCols: [String], outputCols: [String], handleInvalid: InvalidValues = .error,
    stringOrderType: Order = .frequencyDesc
  ) {
    uid = Self.newUID(className)
    self.inputCols = inputCols
    self.outputCols = outputCols
    self.handleInvalid = handleInvalid
    self.stringOrderType = stringOrderType
  }

  public var parameters: [String: Literal] {
    [
      "inputCols": .strings(inputCols), "outputCols": .strings(outputCols),
      "handleInvalid": .string(handleInvalid.rawValue),
      "stringOrderType": .string(stringOrderType.rawValue),
    ]
  }
}

/// The numbers of values.
public struct StringIndexerModel: MLModel {
  public static let className: String? = "org.apache.spark.ml.feature.StringIndexerModel"
  public let reference: ModelReference

  public init(_ reference: ModelReference) {
    self.reference = reference
  }

  /// For each column its values, in the order of their numbers.
  public func labels() async throws -> [[String]] {
    try await fetch("labelsArray").expect({ literal in
      guard let columns = literal.elements?.compactMap(\.strings) else { return nil }
      return columns.count == literal.elements?.count ? columns : nil
    }, "lists of labels")
  }
}
