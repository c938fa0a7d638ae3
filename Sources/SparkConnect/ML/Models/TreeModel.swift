/// A model of one tree or many.
public protocol TreeModel: MLModel {}

extension TreeModel {
  /// How much each feature has to do with the predictions; together 1.
  public func featureImportances() async throws -> [Double] {
    try await fetch("featureImportances").expect(\.vector, "a vector").values
  }

  /// The splits and leaves as text.
  public func debugString() async throws -> String {
    try await fetch("toDebugString").expect(\.string, "text")
  }

  public func numFeatures() async throws -> Int {
    try await fetch("numFeatures").expect(\.int, "a count")
  }
}

/// A model of one tree.
public protocol SingleTreeModel: TreeModel {}

extension SingleTreeModel {
  /// The number of splits on the longest way to a leaf
  public func depth() async throws -> Int {
    try await fetch("depth").expect(\.int, "a count")
  }

  /// Splits and leaves
  public func numNodes() async throws -> Int {
    try await fetch("numNodes").expect(\.int, "a count")
  }
}

/// A model of many trees.
public protocol TreeEnsembleModel: TreeModel {
  associatedtype Tree: SingleTreeModel
}

extension TreeEnsembleModel {
  /// How much each tree counts
  public func treeWeights() async throws -> [Double] {
    try await fetch("treeWeights").expect({ $0.doubles ?? $0.vector?.values }, "weights")
  }

  /// Splits and leaves of all trees
  public func totalNumNodes() async throws -> Int {
    try await fetch("totalNumNodes").expect(\.int, "a count")
  }

  /// The trees; each is then a model of its own on the server.
  public func trees() async throws -> [Tree] {
    let info = try await reference.fetch(["trees"]).operatorInfo(expecting: "trees")
    return info.objRef.id.split(separator: ",").map { id in
      Tree(
        ModelReference(
          id: String(id), uid: nil, parameters: [:], session: reference.session))
    }
  }
}

/// A model that tells classes apart.
public protocol ClassificationModel: MLModel {}

extension ClassificationModel {
  public func numClasses() async throws -> Int {
    try await fetch("numClasses").expect(\.int, "a count")
  }
}
