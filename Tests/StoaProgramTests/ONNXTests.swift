import Foundation
import Testing

/// Models that `onnxruntime` runs, against what the program itself predicts.
@Suite struct ONNXTests {
  private static let models = [
    "tree": "fit tree weather ~ temp_min + wind + season with max_depth = 6",
    "forest": "fit forest weather ~ temp_min + wind + season with num_trees = 5, seed = 1",
    "two": "fit boosted wet ~ temp_min + wind + season with seed = 1, max_iter = 5",
    "many": "fit boosted weather ~ temp_min + wind + season with seed = 1, max_iter = 3",
    "number": "fit boosted temp_max ~ temp_min + wind + season with seed = 1, max_iter = 5",
    "mean": "fit forest temp_max ~ temp_min + season with num_trees = 3, seed = 1",
    "linear": "fit linear temp_max ~ temp_min + wind",
    "logistic": "fit logistic weather ~ temp_min + wind",
  ]

  /// Says for each model how many classes differ, and by how much the numbers do at most.
  private static let reader = """
    import csv, json, sys
    import numpy, onnxruntime
    folder, names = sys.argv[1], sys.argv[2:]
    rows = list(csv.DictReader(open(f"{folder}/rows.csv")))
    for name in names:
        session = onnxruntime.InferenceSession(f"{folder}/{name}.onnx")
        told = session.get_modelmeta().custom_metadata_map
        features, levels = json.loads(told["features"]), json.loads(told["levels"])
        matrix = numpy.array([
            [levels[i].index(row[f]) if levels and levels[i] else float(row[f])
             for i, f in enumerate(features)] for row in rows])
        given = session.run(None, {"features": matrix})
        wanted = list(csv.DictReader(open(f"{folder}/{name}.csv")))
        if len(given) == 1:
            numbers, wrong = given[0], 0
            other = [float(row["prediction"]) for row in wanted]
        else:
            classes = [str(x).lower() if name == "two" else str(x) for x in given[0]]
            wrong = sum(a != row["prediction"] for a, row in zip(classes, wanted))
            numbers = given[1].max(axis=1)
            other = [float(row["probability"]) for row in wanted]
        print(name, wrong, numpy.max(numpy.abs(numbers - numpy.array(other))))
    """

  private static var runtime: URL {
    let environment = ProcessInfo.processInfo.environment
    let home = FileManager.default.homeDirectoryForCurrentUser
    let cache =
      environment["STOA_CACHE"].map { URL(fileURLWithPath: $0) }
      ?? (environment["XDG_CACHE_HOME"].map { URL(fileURLWithPath: $0) }
        ?? home.appending(path: ".cache")).appending(path: "stoa")
    return cache.appending(path: "onnxruntime-1.32.0")
  }

  @Test func theRuntimePredictsTheSame() throws {
    let program = try Program()
    let folder = program.home.url.appending(path: "onnx").path
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    var lines = [
      "w = load \"samples/seattle-weather.csv\" | take 600 | derive wet = precipitation > 0,"
        + " season = case(month(date) < 4, \"winter\", month(date) < 7, \"spring\", \"late\")",
      "w | select temp_min, wind, season | save \"\(folder)/rows.csv\"",
    ]
    let names = Self.models.keys.sorted()
    for name in names {
      let isNumber = ["number", "mean", "linear"].contains(name)
      lines += [
        "m = w | \(Self.models[name] ?? "")",
        "w | predict m | select prediction\(isNumber ? "" : ", probability")"
          + " | save \"\(folder)/\(name).csv\"",
        "m | save \"\(folder)/\(name).onnx\"",
      ]
    }
    let trained = try program.run(input: lines.joined(separator: "\n"))
    try #require(trained.status == 0, "\(trained.errors)")
    let ran = try program.run(
      "/usr/bin/env", ["python3", "-c", Self.reader, folder] + names,
      environment: ["PYTHONPATH": Self.runtime.path])
    try #require(ran.status == 0, "\(ran.errors)")
    let said = ran.output.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(said.map { String($0[0]) } == names)
    for line in said {
      #expect(line[1] == "0", "\(line)")
      // ONNX's trees sum 32-bit floats up.
      #expect((Double(line[2]) ?? .infinity) < 1e-5, "\(line)")
    }
  }

  @Test func whatCannotBeWrittenIsRefused() throws {
    let program = try Program()
    let path = program.home.url.appending(path: "m.onnx").path
    let run = try program.run(
      input: """
        w = load "samples/seattle-weather.csv"
        w | fit network weather ~ wind with layers = [1, 2, 5], max_iter = 1 | save "\(path)"
        """)
    #expect(run.status != 0 && run.errors.contains("cannot be written as ONNX"), "\(run.errors)")
    let load = try program.run(input: "load model \"\(path)\"")
    #expect(load.errors.contains("is not read here"), "\(load.errors)")
  }
}
