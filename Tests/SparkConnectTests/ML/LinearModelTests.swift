import Testing

@testable import SparkConnect

extension OnServer {
  struct LinearModelTests {
    @Test func aLineIsFound() async throws {
      try await TestServer.withSession { session in
        let rows = Samples.withFeatures(Samples.line)
        let model = try await session.fit(LinearRegression(labelCol: "y"), to: rows)
        let coefficients = try await model.coefficients()
        #expect(abs(coefficients[0] - 2) < 1e-9 && abs(coefficients[1] + 1) < 1e-9)
        #expect(abs(try await model.intercept() - 3) < 1e-9)
        #expect(try await model.numFeatures() == 2)
        #expect(try await model.size() > 0)

        let summary = model.summary
        #expect(try await summary.rootMeanSquaredError() < 1e-9)
        #expect(try await summary.meanSquaredError() < 1e-9)
        #expect(try await summary.meanAbsoluteError() < 1e-9)
        #expect(try await summary.r2() > 1 - 1e-9)
        #expect(try await summary.r2adj() > 1 - 1e-9)
        #expect(try await summary.explainedVariance() > 1)
        #expect(try await summary.numInstances() == 400)
        #expect(try await summary.degreesOfFreedom() == 397)
        #expect(try await summary.coefficientStandardErrors().count == 3)
        #expect(try await summary.tValues().count == 3)
        #expect(try await summary.pValues().count == 3)
        #expect(try await session.rows(of: summary.residuals(dataset: rows)).count == 400)
        #expect(try await session.schema(of: summary.predictions(dataset: rows)).contains {
          $0.name == "prediction"
        })

        // A query over what a model predicts
        let worst = Relation.sql(
          "select max(abs(prediction - y)) < 1e-9 from p", over: ["p": model.transform(rows)])
        #expect(try await session.value(of: worst) == "true")
        #expect(try await model.delete())
      }
    }

    @Test func aPenaltyNeedsSteps() async throws {
      try await TestServer.withSession { session in
        var estimator = LinearRegression(labelCol: "y", regParam: 0.1, elasticNetParam: 0.5)
        estimator.solver = .lbfgs
        let model = try await session.fit(estimator, to: Samples.withFeatures(Samples.line))
        let history = try await model.summary.objectiveHistory()
        #expect(history.count > 1)
        #expect(try await model.summary.totalIterations() == history.count - 1)
        #expect(try await model.coefficients()[0] < 2)
        try await model.delete()
      }
    }

    @Test func aModelTellsOfOtherRows() async throws {
      try await TestServer.withSession { session in
        let rows = Samples.withFeatures(Samples.line)
        let model = try await session.fit(LinearRegression(labelCol: "y"), to: rows)
        let other = Samples.withFeatures(
          .sql("select y + 1 as y, a, b from line", over: ["line": Samples.line]))
        let summary = try await model.evaluate(on: other)
        #expect(abs(try await summary.meanAbsoluteError() - 1) < 1e-9)
        try await model.delete()
      }
    }

    @Test func aSummaryThatTheServerLetGoOfIsMadeAgain() async throws {
      try await TestServer.withSession { session in
        let rows = Samples.withFeatures(Samples.line)
        let model = try await session.fit(LinearRegression(labelCol: "y"), to: rows)
        // What the server does with a model that lay unused for long
        _ = try await session.execute(ml: {
          $0.delete.objRefs = [.with { $0.id = model.reference.id }]
          $0.delete.evictOnly = true
        })
        let lost = try await sparkError { _ = try await model.summary.r2() }
        #expect(lost.errorClass == "CONNECT_ML.MODEL_SUMMARY_LOST")
        try await model.restoreSummary(from: rows)
        #expect(try await model.summary.r2() > 1 - 1e-9)
        #expect(try await model.delete())
      }
    }

    @Test func aSavedModelHasNoSummary() async throws {
      try await TestServer.withSession { session in
        let rows = Samples.withFeatures(Samples.line)
        let model = try await session.fit(LinearRegression(labelCol: "y"), to: rows)
        try await Samples.withFolder { folder in
          try await model.save(to: folder)
          let error = try await sparkError { try await model.save(to: folder) }
          #expect(error.message.contains("already exists"))
          let again = try await session.load(LinearRegressionModel.self, from: folder)
          #expect(again.reference.uid == model.reference.uid)
          #expect(again.reference.parameters["labelCol"] == .string("y"))
          let lost = try await sparkError { _ = try await again.summary.r2() }
          #expect(lost.errorClass == "CONNECT_ML.MODEL_SUMMARY_LOST")
          #expect(try await again.evaluate(on: rows).r2() > 1 - 1e-9)
        }
        #expect(try await session.comesBack(model, rows))
      }
    }

    @Test func twoClasses() async throws {
      try await TestServer.withSession { session in
        let rows = Samples.withFeatures(Samples.classes)
        let model = try await session.fit(LogisticRegression(labelCol: "y"), to: rows)
        #expect(try await model.numClasses() == 2)
        #expect(try await model.numFeatures() == 2)
        let coefficients = try await model.coefficients()
        #expect(coefficients[0] > 0 && coefficients[1] < 0)
        let matrix = try await model.coefficientMatrix()
        #expect(matrix.rows == 1 && matrix.values == coefficients)
        #expect(try await model.interceptVector() == [model.intercept()])
        let summary = model.summary
        #expect(try await summary.accuracy() > 0.9)
        #expect(try await summary.areaUnderROC() > 0.85)
        #expect(try await summary.labels() == [0, 1])
        #expect(try await summary.precisionByLabel().count == 2)
        #expect(try await summary.recallByLabel().count == 2)
        #expect(try await summary.weightedFMeasure() > 0.9)
        #expect(try await summary.weightedPrecision() > 0.9)
        #expect(try await summary.weightedRecall() > 0.9)
        #expect(try await summary.objectiveHistory().count == summary.totalIterations() + 1)
        #expect(try await session.schema(of: summary.roc(dataset: rows)).map(\.name)
          == ["FPR", "TPR"])
        #expect(try await session.rows(of: summary.predictions(dataset: rows)).count == 400)
        let predicted = model.transform(rows)
        let area = try await session.evaluate(
          BinaryClassificationEvaluator(labelCol: "y"), on: predicted)
        #expect(abs(area - (try await summary.areaUnderROC())) < 1e-6)
        #expect(try await model.evaluate(on: rows).accuracy() == summary.accuracy())
        #expect(try await session.comesBack(model, rows))
      }
    }

    @Test func aNetworkOfLayers() async throws {
      try await TestServer.withSession { session in
        let rows = Samples.withFeatures(Samples.classes)
        let model = try await session.fit(
          MultilayerPerceptronClassifier(labelCol: "y", layers: [2, 4, 2], maxIter: 50, seed: 7),
          to: rows)
        // (2 + 1) × 4 weights to the hidden layer, (4 + 1) × 2 from it
        #expect(try await model.weights().count == 22)
        #expect(try await model.numFeatures() == 2)
        #expect(try await model.summary.accuracy() > 0.8)
        #expect(try await session.comesBack(model, rows))
      }
    }
  }
}
