/// Training and what belongs to it.
extension SparkSession {
  /// Fits an estimator to the rows of a relation.
  ///
  /// The model is kept on the server, where there is room for 512 MiB of a session's: delete it
  /// when it is no longer needed.
  public func fit<Estimator: MLEstimator>(
    _ estimator: Estimator, to relation: Relation,
    _ options: OperationOptions = OperationOptions()
  ) async throws -> Estimator.Fitted {
    let result = try await execute(
      ml: {
        $0.fit.estimator = estimator.wire(.estimator)
        $0.fit.params = estimator.wireParameters
        $0.fit.dataset = relation.wire
      }, options)
    let info = try result.operatorInfo(expecting: "a model")
    // The server's model has taken the parameters over from its estimator.
    return Estimator.Fitted(
      ModelReference(id: info.objRef.id, uid: estimator.uid, parameters: [:], session: self))
  }

  /// The figure of an evaluator for the predictions in a relation.
  public func evaluate(
    _ evaluator: some MLEvaluator, on relation: Relation,
    _ options: OperationOptions = OperationOptions()
  ) async throws -> Double {
    let result = try await execute(
      ml: {
        $0.evaluate.evaluator = evaluator.wire(.evaluator)
        $0.evaluate.params = evaluator.wireParameters
        $0.evaluate.dataset = relation.wire
      }, options)
    return try result.literal.expect(\.double, "a figure")
  }

  /// Reads a model from a folder; it has no summary.
  public func load<Model: MLModel>(_: Model.Type, from path: String) async throws -> Model {
    guard let className = Model.className else {
      throw SparkError(.invalidArgument, "name the class of the model in \(path)")
    }
    return Model(try await read(className, path))
  }

  /// Reads a model of any class from a folder.
  public func loadModel(_ className: String, from path: String) async throws -> AnyModel {
    AnyModel(try await read(className, path))
  }

  private func read(_ className: String, _ path: String) async throws -> ModelReference {
    let result = try await execute(ml: {
      $0.read.operator.name = className
      $0.read.operator.type = .model
      $0.read.path = path
    })
    let info = try result.operatorInfo(expecting: "a model")
    var parameters: [String: Literal] = [:]
    for (name, value) in info.params.params { parameters[name] = try Literal(value) }
    return ModelReference(
      id: info.objRef.id, uid: info.hasUid ? info.uid : nil, parameters: parameters, session: self)
  }

  /// Writes an estimator, a transformer or an evaluator with its parameters to a folder.
  public func save(
    _ operator: some MLOperator, to path: String, overwrite: Bool = false
  ) async throws {
    let type: WireMlOperator.OperatorType =
      switch `operator` {
      case is any MLEstimator: .estimator
      case is any MLEvaluator: .evaluator
      default: .transformer
      }
    _ = try await execute(ml: {
      $0.write.operator = `operator`.wire(type)
      $0.write.params = `operator`.wireParameters
      $0.write.path = path
      $0.write.shouldOverwrite = overwrite
    })
  }

  /// What the server keeps of models, one line each, as it describes them.
  public func modelCache() async throws -> [String] {
    let result = try await execute(ml: { $0.getCacheInfo = .init() })
    return try result.literal.expect(\.strings, "a list")
  }

  /// Lets go of all models of the session.
  public func clearModels() async throws {
    _ = try await execute(ml: { $0.cleanCache = .init() })
  }

  /// Lets go of models, and gives the names of those that were there.
  func deleteModels(_ ids: [String]) async throws -> [String] {
    let result = try await execute(ml: {
      $0.delete.objRefs = ids.map { id in .with { $0.id = id } }
    })
    let names = try result.operatorInfo(expecting: "the names of models").objRef.id
    return names.split(separator: ",").map(String.init)
  }

  func execute(
    ml fill: (inout WireMlCommand) -> Void, _ options: OperationOptions = OperationOptions()
  ) async throws -> WireMlCommandResult {
    var command = WireCommand()
    fill(&command.mlCommand)
    return try await execute(command, options).ml ?? WireMlCommandResult()
  }
}

extension WireMlCommandResult {
  /// The value that a command gave; a summary is text.
  var literal: Literal {
    get throws(SparkError) {
      switch resultType {
      case .param(let literal): try Literal(literal)
      case .summary(let text): .string(text)
      case .operatorInfo, nil: .null(.null)
      }
    }
  }

  func operatorInfo(expecting what: String) throws(SparkError) -> MlOperatorInfo {
    guard case .operatorInfo(let info) = resultType else {
      throw SparkError(.malformedResponse, "the answer to an ML command lacks \(what)")
    }
    return info
  }
}

extension Literal {
  /// The value in Swift's own type; an error where the server gave another kind.
  func expect<Value>(_ value: (Literal) -> Value?, _ what: String) throws(SparkError) -> Value {
    guard let value = value(self) else {
      throw SparkError(.malformedResponse, "the server gave \(self) in place of \(what)")
    }
    return value
  }
}
