import Foundation

extension EngineSuite {
  /// The folder of this file, which holds the suite.
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().path
  static let samples = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../samples").standardizedFileURL.path

  /// A fresh folder for what cases write.
  static func scratchFolder() throws -> String {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "stoa-suite-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  /// A program with the folders that it names.
  static func filled(_ program: String, scratch: String) -> String {
    program.replacing("{samples}", with: samples).replacing("{data}", with: folder + "/data")
      .replacing("{scratch}", with: scratch)
  }
}
