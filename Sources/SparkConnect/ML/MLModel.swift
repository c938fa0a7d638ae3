/// A fitted model, which the server keeps for the session until it is deleted.
///
/// Its figures are fetched one by one, each a request.
public protocol MLModel: Sendable {
  /// The class of the JVM's, by which a saved model is read; nil where any is taken.
  static var className: String? { get }
  var reference: ModelReference { get }
  init(_ reference: ModelReference)
}

/// A model on the server, and the session that it belongs to.
public struct ModelReference: Sendable {
  /// The server's name for it
  public let id: String
  /// That of the estimator; nil where the server made the model by itself, as a tree of a forest.
  public let uid: String?
  /// What is to be otherwise than the model has it, as `predictionCol`
  public var parameters: [String: Literal]
  let session: SparkSession
}

extension MLModel {
  /// The rows of a relation with the columns that the model adds.
  public func transform(_ relation: Relation) -> Relation {
    Relation {
      $0.mlRelation.transform.objRef.id = reference.id
      $0.mlRelation.transform.input = relation.wire
      $0.mlRelation.transform.params = WireMlParams(reference.parameters)
    }
  }

  /// Saves the model in a folder that all executors can reach.
  public func save(to path: String, overwrite: Bool = false) async throws {
    _ = try await reference.session.execute(ml: {
      $0.write.objRef.id = reference.id
      $0.write.params = WireMlParams(reference.parameters)
      $0.write.path = path
      $0.write.shouldOverwrite = overwrite
    })
  }

  /// Lets go of the model; false where the server had forgotten it already.
  @discardableResult
  public func delete() async throws -> Bool {
    try await reference.session.deleteModels([reference.id]).contains(reference.id)
  }

  /// How many bytes the model takes on the server, as it estimates.
  public func size() async throws -> Int {
    let result = try await reference.session.execute(ml: {
      $0.getModelSize.modelRef.id = reference.id
    })
    return try result.literal.expect(\.int, "a size")
  }

  /// What a method of the model's class gives, or one of what that gives, and so on; the server
  /// has a list of those that it allows.
  public func fetch(_ methods: Fetch...) async throws -> Literal {
    try await reference.fetch(methods).literal
  }

  /// The rows that a method gives.
  ///
  /// A summary's rows are made from the relation that the model was fitted on; give it again in
  /// case the server has let go of the summary.
  public func fetchRelation(_ methods: Fetch..., dataset: Relation? = nil) -> Relation {
    reference.relation(methods, dataset: dataset)
  }
}

/// One step of a fetch: a method and its arguments.
public struct Fetch: Hashable, Sendable, ExpressibleByStringLiteral {
  public enum Argument: Hashable, Sendable {
    case value(Literal)
    case relation(Relation)
  }

  public var method: String
  public var arguments: [Argument]

  public init(_ method: String, _ arguments: Argument...) {
    self.method = method
    self.arguments = arguments
  }

  public init(stringLiteral value: String) {
    self.init(value)
  }

  var wire: WireFetch.Method {
    .with {
      $0.method = method
      $0.args = arguments.map { argument in
        .with {
          switch argument {
          case .value(let value): $0.param = value.wire
          case .relation(let relation): $0.input = relation.wire
          }
        }
      }
    }
  }
}

extension ModelReference {
  func fetch(_ methods: [Fetch]) async throws -> WireMlCommandResult {
    try await session.execute(ml: {
      $0.fetch.objRef.id = id
      $0.fetch.methods = methods.map(\.wire)
    })
  }

  func relation(_ methods: [Fetch], dataset: Relation?) -> Relation {
    Relation {
      $0.mlRelation.fetch.objRef.id = id
      $0.mlRelation.fetch.methods = methods.map(\.wire)
      if let dataset { $0.mlRelation.modelSummaryDataset = dataset.wire }
    }
  }
}

/// Any model, whose figures are fetched by the names of their methods.
public struct AnyModel: MLModel {
  public static let className: String? = nil
  public let reference: ModelReference

  public init(_ reference: ModelReference) {
    self.reference = reference
  }
}
