import Testing

@testable import SparkConnect

extension OnServer {
  struct FeatureTests {
    @Test func numbersForTextAndVectorsForNumbers() async throws {
      try await TestServer.withSession { session in
        let indexer = try await session.fit(
          StringIndexer(
            inputCols: ["colour", "parity"], outputCols: ["c", "p"],
            stringOrderType: .alphabetAsc), to: Samples.texts)
        #expect(try await indexer.labels() == [["blue", "green", "red"], ["even", "odd"]])
        let indexed = indexer.transform(Samples.texts)
        let encoder = try await session.fit(
          OneHotEncoder(inputCols: ["c", "p"], outputCols: ["cv", "pv"]), to: indexed)
        #expect(try await encoder.categorySizes() == [3, 2])
        let assembled = VectorAssembler(inputCols: ["cv", "pv", "c"], outputCol: "f")
          .transform(encoder.transform(indexed))
        let values = Relation.sql(
          "select distinct colour, parity, c, string(f) from r order by all",
          over: ["r": assembled])
        let rows = try await session.rows(of: values)
        // colour: blue 0, green 1, red 2; parity: even 0, odd 1; the last of each is all zeros
        #expect(rows.map { $0.prefix(3).joined(separator: " ") }
          == ["blue even 0.0", "blue odd 0.0", "green odd 1.0", "red even 2.0"])
        let fields = try await session.schema(of: assembled)
        let vector = try #require(fields.first { $0.name == "f" })
        guard case .userDefined("org.apache.spark.ml.linalg.VectorUDT", _) = vector.type else {
          Issue.record("not a vector: \(vector.type)")
          return
        }
        #expect(vector.metadata?.contains("\"num_attrs\":4") == true)

        try await Samples.withFolder { folder in
          try await indexer.save(to: folder + "/i")
          try await encoder.save(to: folder + "/e")
          let other = try await session.load(StringIndexerModel.self, from: folder + "/i")
          #expect(try await other.labels() == indexer.labels())
          let another = try await session.load(OneHotEncoderModel.self, from: folder + "/e")
          #expect(try await another.categorySizes() == [3, 2])
          #expect(try await other.delete())
          #expect(try await another.delete())
        }
        #expect(try await indexer.delete())
        #expect(try await encoder.delete())
        #expect(try await !encoder.delete())
      }
    }

    @Test func valuesThatCannotBe() async throws {
      try await TestServer.withSession { session in
        let model = try await session.fit(
          StringIndexer(inputCols: ["colour"], outputCols: ["c"]), to: Samples.texts)
        let unknown = Relation.sql("select 'pink' as colour")
        let error = try await sparkError {
          _ = try await session.rows(of: model.transform(unknown))
        }
        #expect(error.kind == .execution)
        #expect(error.chain.contains { $0.message.contains("pink") })
        var reference = model.reference
        reference.parameters["handleInvalid"] = "keep"
        let kept = StringIndexerModel(reference).transform(unknown)
        #expect(try await session.rows(of: kept) == [["pink", "3.0"]])
        try await model.delete()
      }
    }

    @Test func anyClassByItsName() async throws {
      try await TestServer.withSession { session in
        let rows = Samples.withFeatures(Samples.line)
        let clusters = try await session.fit(
          AnyEstimator(
            "org.apache.spark.ml.clustering.KMeans", ["k": .integer(3), "seed": .long(7)]),
          to: rows)
        let centres = try await clusters.fetch("clusterCenterMatrix")
        #expect(centres.matrix?.rows == 3 && centres.matrix?.columns == 2)
        let used = clusters.transform(rows).grouped(by: ["prediction"], "count(*)")
        #expect(try await session.rows(of: used).count == 3)
        #expect(try await clusters.fetch("summary", "trainingCost").double ?? 0 > 0)
        let sizes = try await clusters.fetch("summary", "clusterSizes").elements?.compactMap(\.int)
        #expect(sizes?.reduce(0, +) == 400)

        let scaled = try await session.fit(
          AnyEstimator(
            "org.apache.spark.ml.feature.StandardScaler",
            ["inputCol": "features", "outputCol": "s", "withMean": true]), to: rows)
        #expect(try await scaled.fetch("mean").vector?.count == 2)

        let squares = AnyTransformer(
          "org.apache.spark.ml.feature.SQLTransformer",
          ["statement": "select *, y * y as yy from __THIS__"])
        #expect(try await session.schema(of: squares.transform(Samples.line)).last?.name == "yy")

        let silhouette = try await session.evaluate(
          AnyEvaluator("org.apache.spark.ml.evaluation.ClusteringEvaluator"),
          on: clusters.transform(rows))
        #expect(silhouette > 0 && silhouette <= 1)

        try await Samples.withFolder { folder in
          try await clusters.save(to: folder)
          let again = try await session.loadModel(
            "org.apache.spark.ml.clustering.KMeansModel", from: folder)
          #expect(try await again.fetch("clusterCenterMatrix") == centres)
        }
        try await session.clearModels()
      }
    }

    @Test func theCacheOfModels() async throws {
      try await TestServer.withSession { session in
        #expect(try await session.modelCache().isEmpty)
        let rows = Samples.withFeatures(Samples.line)
        let model = try await session.fit(LinearRegression(labelCol: "y"), to: rows)
        let cache = try await session.modelCache()
        #expect(cache.count == 1)
        #expect(cache.first?.contains("LinearRegressionModel") == true)
        try await session.clearModels()
        #expect(try await session.modelCache().isEmpty)
        let error = try await sparkError { _ = try await model.coefficients() }
        #expect(error.errorClass?.hasPrefix("CONNECT_ML.") == true)
        #expect(try await !model.delete())
      }
    }

    @Test func whatMLlibDoesNotKnow() async throws {
      try await TestServer.withSession { session in
        let rows = Samples.withFeatures(Samples.line)
        let unknown = try await sparkError {
          _ = try await session.fit(AnyEstimator("java.lang.String"), to: rows)
        }
        #expect(unknown.errorClass?.hasPrefix("CONNECT_ML.") == true)
        let model = try await session.fit(LinearRegression(labelCol: "y"), to: rows)
        let forbidden = try await sparkError { _ = try await model.fetch("getClass") }
        #expect(forbidden.errorClass == "CONNECT_ML.ATTRIBUTE_NOT_ALLOWED")
        var bad = LinearRegression(labelCol: "y")
        bad.elasticNetParam = 7
        let parameter = try await sparkError { _ = try await session.fit(bad, to: rows) }
        #expect(parameter.message.contains("elasticNetParam"))
        try await session.clearModels()
      }
    }

    @Test func aFitCanBeInterrupted() async throws {
      let configuration = SparkConfiguration(progressInterval: .milliseconds(100))
      try await TestServer.withSession(configuration) { session in
        let rows = Samples.withFeatures(
          .sql("select rand(7) as y, rand(8) as a, rand(9) as b from range(0, 300000, 1, 4)"))
        let options = OperationOptions()
        let fit = Task {
          try await session.fit(
            RandomForestRegressor(
              labelCol: "y", tree: TreeParameters(maxDepth: 15),
              forest: ForestParameters(numTrees: 200)), to: rows, options)
        }
        for await progress in options.progress.updates where progress.runningTasks > 0 { break }
        #expect(try await session.interrupt(options.id) == [options.id])
        let error = try await sparkError { _ = try await fit.value }
        #expect(error.kind == .interrupted)
      }
    }

    @Test func evaluatorsKnowAllTheirMetrics() async throws {
      try await TestServer.withSession { session in
        let rows = Samples.withFeatures(Samples.classes)
        let model = try await session.fit(LogisticRegression(labelCol: "y"), to: rows)
        let checkpoint = try await session.checkpoint(model.transform(rows))
        for metric in RegressionEvaluator.Metric.allCases {
          _ = try await session.evaluate(
            RegressionEvaluator(metric, labelCol: "y"), on: checkpoint.relation)
        }
        for metric in BinaryClassificationEvaluator.Metric.allCases {
          let value = try await session.evaluate(
            BinaryClassificationEvaluator(metric, labelCol: "y"), on: checkpoint.relation)
          #expect((0...1).contains(value), "\(metric)")
        }
        for metric in MulticlassClassificationEvaluator.Metric.allCases {
          let value = try await session.evaluate(
            MulticlassClassificationEvaluator(metric, labelCol: "y"), on: checkpoint.relation)
          #expect((0...1).contains(value), "\(metric)")
        }
        try await session.clearModels()
      }
    }

    @Test func operatorsAreSaved() async throws {
      try await TestServer.withSession { session in
        try await Samples.withFolder { folder in
          try await session.save(LinearRegression(labelCol: "y", regParam: 0.5), to: folder + "/e")
          try await session.save(VectorAssembler(inputCols: ["a"]), to: folder + "/t")
          try await session.save(RegressionEvaluator(.r2), to: folder + "/v")
          let text = try await session.rows(
            of: .read("text", [folder + "/e/metadata"], schema: nil))
          #expect(text.first?.first?.contains("\"regParam\":0.5") == true)
        }
      }
    }
  }
}
