import Foundation

@testable import SparkConnect

/// Rows to learn from, made on the server by arithmetic so that they are the same each time.
enum Samples {
  /// `y` = 3 + 2 a − b, exactly, with a and b of no pattern; 400 rows.
  static let line = Relation.sql(
    """
    select 3 + 2 * a - b as y, a, b from (
      select pmod(id * 7919, 101) / 10 as a, pmod(id * 104729, 97) / 10 as b from range(400))
    """)

  /// Two classes, 1 where 2 a − b > 5, and some on the wrong side; 400 rows.
  static let classes = Relation.sql(
    """
    select if(2 * a - b > 5, 1.0, 0.0) + if(id % 20 = 0, 1.0 - 2 * if(2 * a - b > 5, 1.0, 0.0), 0)
      as y, a, b from (
      select id, pmod(id * 7919, 101) / 10 as a, pmod(id * 104729, 97) / 10 as b from range(400))
    """)

  /// Text in two columns.
  static let texts = Relation.sql(
    """
    select case when id % 6 = 0 then 'red' when id % 3 = 0 then 'green' else 'blue' end as colour,
      if(id % 2 = 0, 'even', 'odd') as parity from range(60)
    """)

  static func withFeatures(_ relation: Relation) -> Relation {
    VectorAssembler(inputCols: ["a", "b"]).transform(relation)
  }

  /// A folder for saved models, removed after the body.
  static func withFolder<Value>(_ body: (String) async throws -> Value) async throws -> Value {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "spark-connect-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body("file://\(folder)")
  }
}

extension SparkSession {
  /// The predictions of a model for a relation, in the order of `a` and `b`.
  func predictions(_ model: some MLModel, _ relation: Relation) async throws -> [String] {
    let rows = Relation.sql(
      "select prediction from p order by a, b, y", over: ["p": model.transform(relation)])
    return try await self.rows(of: rows).map { $0[0] }
  }

  /// Saves a model, reads it again, and sees whether it predicts the same; deletes both.
  func comesBack<Model: MLModel>(_ model: Model, _ relation: Relation) async throws -> Bool {
    try await Samples.withFolder { folder in
      let before = try await predictions(model, relation)
      try await model.save(to: folder)
      try await model.save(to: folder, overwrite: true)
      let deleted = try await model.delete()
      let again = try await load(Model.self, from: folder)
      let after = try await predictions(again, relation)
      let deletedToo = try await again.delete()
      return before == after && !before.isEmpty && deleted && deletedToo
    }
  }
}
