import StoaEngine
import StoaPlan
import Testing

@testable import StoaLearning

/// The ways to the minimum lead to one place.
@Suite struct LogisticSolverTests {
  /// Five kinds of weather, with a penalty.
  private func problem(
    _ share: Double
  ) async throws -> (objective: LogisticObjective, start: [Double]) {
    let engine = try TestEngine.shared
    let request = Samples.weather.request(
      .logistic, "weather", ["temp_max", "temp_min", "wind"],
      with: ["reg_param": .float(0.01), "elastic_net_param": .float(share)])
    let trainer = try LogisticTrainer(request, engine: engine, ExecutionContext())
    let layout = try FormulaLayout(request.formula)
    let rows = try await TrainingRows(
      layout, label: request.formula.label, of: request.input, engine: engine,
      ExecutionContext())
    let design = try Design(layout, levels: rows.levels, hasIntercept: true)
    let objective = trainer.objective(rows, ScaledDesign(design, rows), isPenalized: true)
    return (objective, trainer.start(objective, rows))
  }

  private func solver(_ objective: LogisticObjective) -> LogisticSolver {
    LogisticSolver(objective: objective, maxIterations: 500, tolerance: 1e-6, onProgress: { _ in })
  }

  @Test(arguments: [0.0, 0.5]) func approachingByGradientsFirstChangesNothing(
    _ share: Double
  ) async throws {
    let (objective, start) = try await problem(share)
    let direct = solver(objective)
    var patient = direct
    patient.dearStep = 0
    let wanted = try await direct.minimize(from: start)
    let found = try await patient.minimize(from: start)
    #expect(wanted.hasConverged)
    #expect(found.hasConverged)
    #expect(found.iterations > wanted.iterations)
    for (value, wanted) in zip(found.theta, wanted.theta) { #expect(abs(value - wanted) < 1e-9) }
  }

  /// The gradients end at a slope of 1e-6; the penalty of 0.01 makes that 1e-4 in a coefficient.
  @Test(arguments: [0.0, 0.5]) func gradientsAloneComeNear(_ share: Double) async throws {
    let (objective, start) = try await problem(share)
    let direct = solver(objective)
    var gradients = direct
    gradients.largestNewton = 0
    let wanted = try await direct.minimize(from: start)
    let found = try await gradients.minimize(from: start)
    #expect(found.hasConverged)
    #expect(found.value.hessian == nil)
    for (value, wanted) in zip(found.theta, wanted.theta) { #expect(abs(value - wanted) < 1e-3) }
  }
}
