import ArrowIPC
import SparkConnect

/// The examples of `docs/spark-connect.md`, which are run, and held against the page.
enum Examples {
  static let all: [(name: String, run: @Sendable (String, String) async throws -> Void)] = [
    ("connect", connect), ("query", query), ("relations", relations), ("progress", progress),
    ("interrupt", interrupt), ("errors", errors), ("local rows", localRows), ("write", write),
    ("keep", keep), ("models", models), ("any class", anyClass),
  ]

  @Sendable static func connect(server: String, folder: String) async throws {
    // example: connect
    let spark = try await SparkSession(server)  // "sc://pi0:15002/;user_id=ann"
    print("Spark \(spark.version)")
    await spark.close()
    // end
  }

  @Sendable static func query(server: String, folder: String) async throws {
    let spark = try await SparkSession(server)
    // example: query
    let halves = Relation.sql("select id, id * :f as x from range(1000)", named: ["f": 0.5])
    let result = try await spark.run(halves)
    print(result.schema.map { "\($0.name) \($0.type)" })
    for try await batch in result.batches {
      let xs = batch.rows.columns[1].values(Double.self)
      print("rows from \(batch.offset) on:", xs.count)
    }
    // end
    await spark.close()
  }

  @Sendable static func relations(server: String, folder: String) async throws {
    let spark = try await SparkSession(server)
    // example: relations
    let sevens = Relation.range(0..<100).filtered("id % 7 = 0").selecting("id * id as square")
    let total = Relation.sql("select sum(square) as total from sevens", over: ["sevens": sevens])
    print(try await spark.explain(total))
    // end
    await spark.close()
  }

  @Sendable static func progress(server: String, folder: String) async throws {
    let spark = try await SparkSession(server)
    // example: progress
    let result = try await spark.run(.sql("select count(*) from range(100000000)"))
    let watcher = Task {
      for await progress in result.progress {
        print("\(progress.completedTasks) of \(progress.tasks) tasks, \(progress.bytesRead) bytes")
      }
    }
    let rows = try await result.collect()
    await watcher.value
    // end
    _ = rows
    await spark.close()
  }

  @Sendable static func interrupt(server: String, folder: String) async throws {
    let spark = try await SparkSession(server)
    // example: interrupt
    let options = OperationOptions(tags: ["report"], timeout: .seconds(60))
    let query = Task { try await spark.run(.sql("select 1"), options).collect() }
    try await spark.interrupt(options.id)  // this one
    try await spark.interrupt(tag: "report")  // all of the tag
    try await spark.interruptAll()  // all of the session
    query.cancel()  // does the same for its own
    // end
    _ = await query.result
    await spark.close()
  }

  @Sendable static func errors(server: String, folder: String) async throws {
    let spark = try await SparkSession(server)
    // example: errors
    do {
      _ = try await spark.run(.sql("select pric from values (1) as cars(price)"))
    } catch let error as SparkError where error.kind == .analysis {
      print(error.errorClass ?? "", error.sqlState ?? "", error.messageParameters)
      for context in error.contexts { print(context.fragment, "at", context.range ?? 0...0) }
      for cause in error.chain { print(cause.type, cause.message) }
    }
    // end
    await spark.close()
  }

  @Sendable static func localRows(server: String, folder: String) async throws {
    let spark = try await SparkSession(server)
    // example: local rows
    let schema = ArrowSchema([ArrowField("n", .int64)])
    let batch = ArrowBatch(length: 3, columns: [ArrowArray(.int64, [1, 2, 3] as [Int64])])
    let mine = try await spark.relation(of: [batch], schema)
    try await spark.createTemporaryView("mine", as: mine)
    // end
    await spark.close()
  }

  @Sendable static func write(server: String, folder: String) async throws {
    let spark = try await SparkSession(server)
    // example: write
    try await spark.write(
      .range(0..<1000), to: .files(format: "parquet", path: folder + "/numbers"), mode: .overwrite)
    let read = Relation.read("parquet", folder + "/numbers")
    print(try await spark.schema(of: read).ddl)
    // end
    await spark.close()
  }

  @Sendable static func keep(server: String, folder: String) async throws {
    let spark = try await SparkSession(server)
    // example: keep
    let slow = Relation.sql("select sha2(cast(id as string), 256) as h from range(1000)")
    try await spark.persist(slow)  // computed once, by the first plan that contains it
    try await spark.unpersist(slow)
    let checkpoint = try await spark.checkpoint(slow)  // computed now
    _ = try await spark.run(checkpoint.relation.limited(to: 5)).collect()
    try await spark.remove(checkpoint)
    // end
    await spark.close()
  }

  @Sendable static func models(server: String, folder: String) async throws {
    let spark = try await SparkSession(server)
    let cars = Relation.sql(
      """
      select 30000.0 - 900 * (id % 20) + id % 7 as price, id % 20 as age, id % 7 as km
      from range(500)
      """)
    // example: models
    let rows = VectorAssembler(inputCols: ["age", "km"]).transform(cars)
    let model = try await spark.fit(LinearRegression(labelCol: "price", regParam: 0.01), to: rows)
    print(try await model.coefficients(), try await model.intercept(), try await model.summary.r2())

    let predicted = model.transform(rows)  // a relation like any other
    let error = try await spark.evaluate(
      RegressionEvaluator(.rmse, labelCol: "price"), on: predicted)
    print("off by \(error)")

    try await model.save(to: folder + "/price", overwrite: true)
    try await model.delete()  // the server keeps it until then
    let again = try await spark.load(LinearRegressionModel.self, from: folder + "/price")
    // end
    try await again.delete()
    await spark.close()
  }

  @Sendable static func anyClass(server: String, folder: String) async throws {
    let spark = try await SparkSession(server)
    let rows = VectorAssembler(inputCols: ["id"]).transform(.range(0..<100))
    // example: any class
    let clusters = try await spark.fit(
      AnyEstimator("org.apache.spark.ml.clustering.KMeans", ["k": .integer(3)]), to: rows)
    let cost = try await clusters.fetch("summary", "trainingCost").double
    // end
    _ = cost
    try await clusters.delete()
    await spark.close()
  }
}
