import Testing

@testable import SparkConnect

extension OnServer {
  struct TreeModelTests {
    private let rows = Samples.withFeatures(Samples.line)
    private let classes = Samples.withFeatures(Samples.classes)

    private func check(_ model: some TreeModel) async throws {
      let importances = try await model.featureImportances()
      #expect(importances.count == 2)
      #expect(abs(importances.reduce(0, +) - 1) < 1e-9)
      #expect(try await model.numFeatures() == 2)
      #expect(try await model.debugString().contains("If (feature 0"))
    }

    private func check<Model: TreeEnsembleModel>(
      _ model: Model, trees count: Int
    ) async throws {
      try await check(model)
      #expect(try await model.treeWeights().count == count)
      let trees = try await model.trees()
      #expect(trees.count == count)
      var nodes = 0
      for tree in trees { nodes += try await tree.numNodes() }
      #expect(try await model.totalNumNodes() == nodes)
    }

    @Test func aTreeOfNumbers() async throws {
      try await TestServer.withSession { session in
        let model = try await session.fit(
          DecisionTreeRegressor(labelCol: "y", tree: TreeParameters(maxDepth: 4)), to: rows)
        try await check(model)
        #expect(try await model.depth() == 4)
        #expect((20...31).contains(try await model.numNodes()))
        let error = try await session.evaluate(
          RegressionEvaluator(.rmse, labelCol: "y"), on: model.transform(rows))
        #expect(error > 0.1 && error < 2)
        #expect(try await session.comesBack(model, rows))
      }
    }

    @Test func aTreeOfClasses() async throws {
      try await TestServer.withSession { session in
        var estimator = DecisionTreeClassifier(labelCol: "y", tree: TreeParameters(maxDepth: 3))
        estimator.impurity = .entropy
        let model = try await session.fit(estimator, to: classes)
        try await check(model)
        #expect(try await model.depth() == 3)
        #expect(try await model.numClasses() == 2)
        let accuracy = try await session.evaluate(
          MulticlassClassificationEvaluator(.accuracy, labelCol: "y"), on: model.transform(classes))
        #expect(accuracy > 0.8)
        #expect(try await session.comesBack(model, classes))
      }
    }

    @Test func aForestOfNumbers() async throws {
      try await TestServer.withSession { session in
        let model = try await session.fit(
          RandomForestRegressor(
            labelCol: "y", tree: TreeParameters(seed: 7), forest: ForestParameters(numTrees: 5)),
          to: rows)
        try await check(model, trees: 5)
        #expect(try await session.comesBack(model, rows))
      }
    }

    @Test func aForestOfClasses() async throws {
      try await TestServer.withSession { session in
        let model = try await session.fit(
          RandomForestClassifier(
            labelCol: "y", tree: TreeParameters(seed: 7), forest: ForestParameters(numTrees: 4)),
          to: classes)
        try await check(model, trees: 4)
        #expect(try await model.numClasses() == 2)
        #expect(try await model.summary.accuracy() > 0.8)
        #expect(try await session.comesBack(model, classes))
      }
    }

    @Test func boostedNumbers() async throws {
      try await TestServer.withSession { session in
        let model = try await session.fit(
          GBTRegressor(
            labelCol: "y", tree: TreeParameters(maxDepth: 3, seed: 7),
            boosting: BoostingParameters(maxIter: 6)),
          to: rows)
        try await check(model, trees: 6)
        #expect(try await session.comesBack(model, rows))
      }
    }

    @Test func boostedClasses() async throws {
      try await TestServer.withSession { session in
        let model = try await session.fit(
          GBTClassifier(
            labelCol: "y", tree: TreeParameters(maxDepth: 3, seed: 7),
            boosting: BoostingParameters(maxIter: 3)),
          to: classes)
        try await check(model, trees: 3)
        #expect(try await model.numClasses() == 2)
        #expect(try await session.comesBack(model, classes))
      }
    }
  }
}
