import Foundation
import SwiftProtobuf
import Testing

@testable import SparkConnect

/// Holds our protocol files against the descriptors that Spark's Python package carries.
struct ProtocolTests {
  private struct Entry: Hashable, CustomStringConvertible {
    var scope: String
    var name: String
    var number: Int32
    var facts: String

    var description: String { "\(scope).\(name) = \(number) \(facts)" }
  }

  @Test func everyFieldIsAsSparkHasIt() throws {
    let ours = entries(try ownFiles())
    let theirs = entries(try sparkFiles())
    #expect(ours.count > 400)
    let missing = ours.subtracting(theirs)
    #expect(missing.isEmpty, "\(missing.map(\.description).sorted().joined(separator: "\n"))")
  }

  @Test func everyCallIsAsSparkHasIt() throws {
    let services = try sparkFiles().flatMap(\.service)
    let service = try #require(services.first { $0.name == "SparkConnectService" })
    let names = Set(service.method.map(\.name))
    for method in ServiceMethod.allCases {
      #expect(names.contains(method.rawValue))
    }
    #expect(
      ServiceMethod.executePlan.descriptor.fullyQualifiedMethod
        == "spark.connect.SparkConnectService/ExecutePlan")
  }

  /// The committed Swift was made from the committed protocol: the names and numbers agree.
  @Test func theGeneratedCodeIsOfThisProtocol() throws {
    let request = WireExecutePlanRequest.with {
      $0.operationID = "x"
      $0.plan.root.range.end = 7
      $0.requestOptions = [.with { $0.resultChunkingOptions.preferredArrowChunkSize = 9 }]
    }
    // Worked out from the numbers: plan 3 { root 1 { range 15 { end 2 = 7 } } },
    // request_options 5 { 2 { 2 = 9 } }, operation_id 6
    let bytes: [UInt8] = [
      0x1a, 0x06, 0x0a, 0x04, 0x7a, 0x02, 0x10, 0x07, 0x2a, 0x04, 0x12, 0x02, 0x10, 0x09, 0x32,
      0x01, 0x78,
    ]
    #expect(try request.serializedBytes() as [UInt8] == bytes)
  }

  // MARK: - Descriptors

  private func entries(_ files: [Google_Protobuf_FileDescriptorProto]) -> Set<Entry> {
    var entries: Set<Entry> = []
    for file in files {
      for message in file.messageType { collect(message, "\(file.package)", &entries) }
      for type in file.enumType { collect(type, "\(file.package)", &entries) }
    }
    return entries
  }

  private func collect(
    _ message: Google_Protobuf_DescriptorProto, _ scope: String, _ entries: inout Set<Entry>
  ) {
    let scope = "\(scope).\(message.name)"
    for field in message.field {
      let oneof =
        field.hasOneofIndex && !field.proto3Optional
        ? "in \(message.oneofDecl[Int(field.oneofIndex)].name)" : ""
      entries.insert(
        Entry(
          scope: scope, name: field.name, number: field.number,
          facts: [
            "\(field.type)", field.typeName, "\(field.label)",
            field.proto3Optional ? "optional" : "", oneof,
          ].joined(separator: " ")))
    }
    for nested in message.nestedType { collect(nested, scope, &entries) }
    for type in message.enumType { collect(type, scope, &entries) }
  }

  private func collect(
    _ type: Google_Protobuf_EnumDescriptorProto, _ scope: String, _ entries: inout Set<Entry>
  ) {
    for value in type.value {
      entries.insert(
        Entry(scope: "\(scope).\(type.name)", name: value.name, number: value.number, facts: ""))
    }
  }

  private func ownFiles() throws -> [Google_Protobuf_FileDescriptorProto] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Resources/protocol.descriptors")
    return try Google_Protobuf_FileDescriptorSet(serializedBytes: Data(contentsOf: file)).file
  }

  /// The descriptors in the Python package, which are byte strings in its source.
  private func sparkFiles() throws -> [Google_Protobuf_FileDescriptorProto] {
    let environment = ProcessInfo.processInfo.environment
    let home = environment["SPARK_HOME"] ?? "\(cache(environment))/spark-4.3.0/pyspark"
    let place = try #require(
      ["python/pyspark", "."].map { "\(home)/\($0)/sql/connect/proto" }
        .first { FileManager.default.fileExists(atPath: "\($0)/base_pb2.py") },
      "there is no Spark in \(home); SPARK_HOME names another place")
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Resources/descriptors.py").path
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", script, place]
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return try String(decoding: data, as: UTF8.self).split(separator: "\n").map { line in
      let bytes = try #require(Data(base64Encoded: String(line)))
      return try Google_Protobuf_FileDescriptorProto(serializedBytes: bytes)
    }
  }

  /// Where the project keeps what it has fetched.
  private func cache(_ environment: [String: String]) -> String {
    if let cache = environment["STOA_CACHE"] { return cache }
    return (environment["XDG_CACHE_HOME"] ?? "\(environment["HOME"] ?? "")/.cache") + "/stoa"
  }
}
