import StoaEngine
import StoaPlan

@testable import StoaLearning

/// Models over the samples that several tests look at.
enum TrainedModels {
  /// A regression with a logarithm, an interaction, a category and a collinear column.
  static func linear(_ engine: any Engine = TableEngine()) async throws -> LinearModel {
    let request = Samples.trips.request(
      .linear, "trips",
      ["quality", "log(costC)", "ski", "ski:income", "userfee", "income"],
      expressions: ["log(costC)": .call("log", [.column("costC", .float)], .float)])
    return try cast(try await Trainers.fit(request, engine: engine, ExecutionContext()))
  }

  /// Five kinds of weather.
  static func logistic(_ engine: any Engine = TableEngine()) async throws -> LogisticModel {
    let request = Samples.weather.request(
      .logistic, "weather", ["temp_max", "wind", "precipitation"],
      with: ["reg_param": .float(0.02), "elastic_net_param": .float(0.5)])
    return try cast(try await Trainers.fit(request, engine: engine, ExecutionContext()))
  }

  private static func cast<M>(_ model: any Model) throws -> M {
    guard let model = model as? M else { throw EngineError(.fault, "a model of another kind") }
    return model
  }
}

extension Plan {
  /// The rows of a literal frame, by the names of its columns.
  var literalRows: [[String: Value]] {
    guard case .literal(let schema, let rows) = self else { return [] }
    return rows.map { Dictionary(uniqueKeysWithValues: zip(schema.names, $0)) }
  }
}
