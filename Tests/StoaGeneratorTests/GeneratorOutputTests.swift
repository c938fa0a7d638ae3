import Foundation
import StoaGenerator
import Testing

@Suite struct GeneratorOutputTests {
  @Test func rowsMustBeInRange() {
    #expect(throws: GeneratorError.self) { try DataGenerator(.cars, rows: -1, seed: 1) }
    let error = #expect(throws: GeneratorError.self) {
      try DataGenerator(.weather, rows: 3_000_000, seed: 1)
    }
    #expect(error?.message == "weather has at most 2917557 rows, and 3000000 were asked for")
  }

  @Test func anExistingFileIsReplacedOnlyWhenTold() async throws {
    let generator = try DataGenerator(.weather, rows: 2, seed: 1)
    try await withTemporaryFolder { folder in
      let path = folder.appending(path: "w.csv").path
      try "mine\n".write(toFile: path, atomically: false, encoding: .utf8)
      let error = await #expect(throws: GeneratorError.self) {
        try await generator.write(to: .file(path: path, overwrite: false), workers: 1)
      }
      #expect(error?.message == "`\(path)` is there already")
      let kept = try String(contentsOfFile: path, encoding: .utf8)
      #expect(kept == "mine\n")
      try await generator.write(to: .file(path: path, overwrite: true), workers: 1)
      let replaced = try String(contentsOfFile: path, encoding: .utf8)
      #expect(replaced.hasPrefix("date,"))
    }
  }

  @Test func aFullDiskIsSaid() async throws {
    let error = await #expect(throws: GeneratorError.self) {
      try await DataGenerator(.weather, rows: 2, seed: 1)
        .write(to: .file(path: "/dev/full", overwrite: false), workers: 1)
    }
    #expect(error?.message == "the disk was full after 0 bytes of /dev/full")
    #expect(error?.hint == "free some space, or ask for fewer rows")
  }

  @Test func aMissingFolderAndAFolderAreSaid() async throws {
    let generator = try DataGenerator(.weather, rows: 2, seed: 1)
    try await withTemporaryFolder { folder in
      let missing = folder.appending(path: "no/such").path
      let error = await #expect(throws: GeneratorError.self) {
        try await generator.write(to: .file(path: "\(missing)/w.csv", overwrite: false), workers: 1)
      }
      #expect(error?.message == "cannot write `\(missing)/w.csv`: no such file or directory")
      #expect(error?.hint == "make the folder first: mkdir -p \(missing)")
      await #expect(throws: GeneratorError.self) {
        try await generator.write(to: .file(path: folder.path, overwrite: true), workers: 1)
      }
    }
  }

  @Test func aCancelledFileIsNotKept() async throws {
    let generator = try DataGenerator(.cars, rows: 1_000_000_000, seed: 1)
    try await withTemporaryFolder { folder in
      let path = folder.appending(path: "cars.csv").path
      let writing = Task {
        try await generator.write(to: .file(path: path, overwrite: false), workers: 2)
      }
      // Cancelled at once or in the middle: the file must not stay either way.
      writing.cancel()
      await #expect(throws: CancellationError.self) { try await writing.value }
      let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(files.isEmpty)
    }
  }
}
