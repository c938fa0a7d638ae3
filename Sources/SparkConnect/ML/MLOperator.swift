/// Something of MLlib's that the server makes anew for each request: its class, an identity, and
/// its parameters.
///
/// Parameters have the names and defaults of Spark's own documentation
/// (https://spark.apache.org/docs/latest/ml-guide.html).
public protocol MLOperator: Sendable {
  /// The class of the JVM's
  var className: String { get }
  /// The identity, which a model shares with the estimator that it came from.
  var uid: String { get }
  var parameters: [String: Literal] { get }
}

/// What makes a model of the rows of a relation.
public protocol MLEstimator: MLOperator {
  associatedtype Fitted: MLModel
}

/// What adds columns to a relation.
public protocol MLTransformer: MLOperator {}

/// What tells in one figure how good predictions are.
public protocol MLEvaluator: MLOperator {}

extension MLOperator {
  /// An identity in the style of Spark's, as `LinearRegression_4f0c2d9a81be`
  static func newUID(_ className: String) -> String {
    let digits = (0..<12).map { _ in String(Int.random(in: 0..<16), radix: 16) }.joined()
    return "\(className.split(separator: ".").last ?? "").\(digits)".replacing(".", with: "_")
  }

  func wire(_ type: WireMlOperator.OperatorType) -> WireMlOperator {
    .with {
      $0.name = className
      $0.uid = uid
      $0.type = type
    }
  }

  var wireParameters: WireMlParams { WireMlParams(parameters) }
}

extension WireMlParams {
  init(_ parameters: [String: Literal]) {
    self = .with { $0.params = parameters.mapValues(\.wire) }
  }
}

extension MLTransformer {
  /// The rows of a relation with the columns that the transformer adds.
  public func transform(_ relation: Relation) -> Relation {
    Relation {
      $0.mlRelation.transform.transformer = wire(.transformer)
      $0.mlRelation.transform.input = relation.wire
      $0.mlRelation.transform.params = wireParameters
    }
  }
}

// MARK: - By name

/// Any estimator of the server's, by the name of its class.
public struct AnyEstimator: MLEstimator {
  public typealias Fitted = AnyModel

  public let className: String
  public let uid: String
  public var parameters: [String: Literal]

  /// `org.apache.spark.ml.clustering.KMeans` and its parameters
  public init(_ className: String, _ parameters: [String: Literal] = [:]) {
    self.className = className
    self.parameters = parameters
    uid = Self.newUID(className)
  }
}

/// Any transformer of the server's that is not fitted, by the name of its class.
public struct AnyTransformer: MLTransformer {
  public let className: String
  public let uid: String
  public var parameters: [String: Literal]

  public init(_ className: String, _ parameters: [String: Literal] = [:]) {
    self.className = className
    self.parameters = parameters
    uid = Self.newUID(className)
  }
}

/// Any evaluator of the server's, by the name of its class.
public struct AnyEvaluator: MLEvaluator {
  public let className: String
  public let uid: String
  public var parameters: [String: Literal]

  public init(_ className: String, _ parameters: [String: Literal] = [:]) {
    self.className = className
    self.parameters = parameters
    uid = Self.newUID(className)
  }
}
