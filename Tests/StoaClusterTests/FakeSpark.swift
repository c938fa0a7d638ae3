import Foundation

/// A folder like Spark's, whose programs do what a test wants, without a JVM.
struct FakeSpark {
  let folder = TemporaryFolder()

  /// - Parameter script: lines of shell that stand for the master, a worker and the server.
  init(_ script: String) throws {
    let bin = folder.url.appending(path: "bin")
    try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
    for name in ["spark-class", "spark-submit"] {
      let url = bin.appending(path: name)
      try Data("#!/bin/sh\n\(script)\n".utf8).write(to: url)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: url.path)
    }
  }

  var home: String { folder.url.path }
}
