// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "stoa",
  products: [
    .executable(name: "stoa", targets: ["stoa"]),
    .library(name: "SparkConnect", targets: ["SparkConnect"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/grpc/grpc-swift-2", from: "2.4.3"),
    .package(url: "https://github.com/grpc/grpc-swift-nio-transport", from: "2.9.2"),
    .package(url: "https://github.com/grpc/grpc-swift-protobuf", from: "2.4.1"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    // From a line of text to a tree, and the catalogues of the language.
    .target(name: "StoaLanguage"),
    // From a tree to a logical plan, and from a plan to SQL text.
    .target(name: "StoaPlan", dependencies: ["StoaLanguage"]),
    // Tables, the engine protocol, the clock.
    .target(name: "StoaEngine", dependencies: ["StoaPlan"]),
    // Trainers, metrics, the model file.
    .target(name: "StoaLearning", dependencies: ["StoaEngine"]),
    // DuckDB: its C interface, found at run time, and the embedded engine on it.
    .target(name: "CDuckDB", linkerSettings: [.linkedLibrary("dl")]),
    // The marks of delimited text, 64 bytes at a step.
    .target(name: "CDelimited"),
    .target(
      name: "StoaDuckDB", dependencies: ["CDuckDB", "CDelimited", "StoaEngine", "StoaLearning"]),
    // Arrow IPC streams to and from typed columns; knows nothing of Stoa.
    .target(name: "ArrowIPC"),
    // Spark, through a Connect server, as an engine.
    .target(
      name: "StoaSpark",
      dependencies: ["StoaEngine", "StoaLearning", "StoaArrow", "StoaCluster", "SparkConnect"]),
    // Tables as Arrow streams, for what keeps them and for what fetches them.
    .target(name: "StoaArrow", dependencies: ["StoaEngine", "ArrowIPC"]),
    // A Spark Connect client; knows nothing of Stoa.
    .target(
      name: "SparkConnect",
      dependencies: [
        "ArrowIPC",
        .product(name: "GRPCCore", package: "grpc-swift-2"),
        .product(name: "GRPCNIOTransportHTTP2Posix", package: "grpc-swift-nio-transport"),
        .product(name: "GRPCProtobuf", package: "grpc-swift-protobuf"),
        .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ],
      exclude: ["Protocol"]),
    // SQLite: history, timings, the result cache.
    .target(
      name: "StoaStore",
      dependencies: [
        "StoaArrow",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Logging", package: "swift-log"),
      ]),
    // Cells, names, the cache's policy, session files, replay.
    .target(
      name: "StoaSession",
      dependencies: [
        "StoaEngine", "StoaLearning", "StoaStore",
        .product(name: "Logging", package: "swift-log"),
      ]),
    // The terminal.
    .target(name: "CEditLine", linkerSettings: [.linkedLibrary("edit")]),
    .target(
      name: "StoaShell",
      dependencies: ["StoaSession", "CEditLine", .product(name: "TOMLKit", package: "TOMLKit")]),
    // Generated data with the columns of the real sources; knows nothing of Stoa.
    .target(name: "StoaGenerator"),
    // Launching, watching and stopping Spark and HDFS; knows nothing of frames and engines.
    .target(
      name: "StoaCluster",
      dependencies: [
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "TOMLKit", package: "TOMLKit"),
      ]),
    // The program.
    .executableTarget(
      name: "stoa",
      dependencies: [
        "StoaShell", "StoaDuckDB", "StoaSpark", "StoaGenerator", "StoaCluster",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    // The cases and properties that hold on every engine, for the engines' tests to run.
    .target(
      name: "EngineSuite", dependencies: ["StoaEngine"], path: "Tests/EngineSuite",
      exclude: ["cases", "data", "oracles"]),
    // What several tests need.
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    // Ways to a server that break, and servers that are none.
    .target(name: "FaultyNetwork", path: "Tests/FaultyNetwork"),
    .testTarget(
      name: "StoaLanguageTests", dependencies: ["StoaLanguage", "TestSupport"],
      exclude: ["Snapshots"]),
    .testTarget(
      name: "StoaPlanTests", dependencies: ["StoaPlan", "TestSupport"], exclude: ["Snapshots"]),
    .testTarget(name: "StoaEngineTests", dependencies: ["StoaEngine"]),
    .testTarget(
      name: "StoaLearningTests", dependencies: ["StoaLearning", "StoaDuckDB"],
      exclude: ["Oracles"]),
    .testTarget(
      name: "StoaDuckDBTests", dependencies: ["StoaDuckDB", "StoaSession", "EngineSuite"]),
    .testTarget(
      name: "StoaSparkTests",
      dependencies: [
        "StoaSpark", "StoaDuckDB", "StoaSession", "StoaCluster", "SparkConnect", "EngineSuite",
        "FaultyNetwork", "stoa",
      ]),
    .testTarget(
      name: "ArrowIPCTests", dependencies: ["ArrowIPC", "TestSupport"],
      exclude: ["Oracles", "Streams"]),
    .testTarget(name: "StoaArrowTests", dependencies: ["StoaArrow"]),
    .testTarget(
      name: "SparkConnectTests",
      dependencies: [
        "SparkConnect", "ArrowIPC", "FaultyNetwork",
        .product(name: "GRPCCore", package: "grpc-swift-2"),
        .product(name: "GRPCNIOTransportHTTP2Posix", package: "grpc-swift-nio-transport"),
        .product(name: "GRPCProtobuf", package: "grpc-swift-protobuf"),
        .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ],
      exclude: ["Resources"]),
    .testTarget(name: "StoaStoreTests", dependencies: ["StoaStore"]),
    .testTarget(
      name: "StoaSessionTests", dependencies: ["StoaSession", "StoaDuckDB", "TestSupport"]),
    .testTarget(name: "StoaShellTests", dependencies: ["StoaShell", "stoa"]),
    .testTarget(name: "StoaGeneratorTests", dependencies: ["StoaGenerator"]),
    .testTarget(name: "StoaClusterTests", dependencies: ["StoaCluster", "stoa"]),
    .testTarget(name: "StoaProgramTests", dependencies: ["stoa", "StoaStore"]),
  ],
  swiftLanguageModes: [.v6]
)
