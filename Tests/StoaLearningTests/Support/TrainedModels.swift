import StoaEngine
import StoaPlan

@testable import StoaLearning

/// Models over the samples that several tests look at.
enum TrainedModels {
  /// A regression with a logarithm, an interaction, a category and a collinear column.
  static func linear() async throws -> LinearModel {
    let request = Samples.trips.request(
      .linear, "trips",
      ["quality", "log(costC)", "ski", "ski:income", "userfee", "income"],
      expressions: ["log(costC)": .call("log", [.column("costC", .float)], .float)])
    return try cast(try await Trainers.fit(request, engine: TestEngine.shared, ExecutionContext()))
  }

  /// Five kinds of weather.
  static func logistic() async throws -> LogisticModel {
    let request = Samples.weather.request(
      .logistic, "weather", ["temp_max", "wind", "precipitation"],
      with: ["reg_param": .float(0.02), "elastic_net_param": .float(0.5)])
    return try cast(try await Trainers.fit(request, engine: TestEngine.shared, ExecutionContext()))
  }

  private static func cast<M>(_ model: any Model) throws -> M {
    guard let model = model as? M else { throw EngineError(.fault, "a model of another kind") }
    return model
  }
}
