import Foundation
import StoaEngine
import Testing

@testable import StoaDuckDB

@Suite struct LibraryTests {
  let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private func search(
    _ environment: [String: String] = [:], from current: String = "", system: [String] = []
  ) -> LibrarySearch {
    LibrarySearch(
      environment: ["HOME": folder.path + "/home"].merging(environment) { $1 },
      currentFolder: folder.path + "/" + current, executable: folder.path + "/usr/bin/stoa",
      systemFolders: system)
  }

  @Test func theUsersChoiceComesFirst() throws {
    let system = try folder.write("system/libduckdb.so", "")
    let found = search(
      ["STOA_DUCKDB_LIBRARY": "/x/libduckdb.so"], system: [folder.path + "/system"])
    #expect(found.firstCandidate == "/x/libduckdb.so")
    #expect(search(system: [folder.path + "/system"]).firstCandidate == system)
  }

  @Test func aFolderAboveTheCurrentOneIsFound() throws {
    let wheel = try folder.write(
      "project/.stoa/lib/_duckdb.cpython-311-x86_64-linux-gnu.so", "")
    #expect(search(from: "project/deep/down").firstCandidate == wheel)
    #expect(search(from: "elsewhere").firstCandidate == nil)
    let plain = try folder.write("project/.stoa/lib/libduckdb.so", "")
    #expect(search(from: "project").firstCandidate == plain)
  }

  @Test func theProgramFindsItsOwnAndTheUsers() throws {
    let user = try folder.write("home/.local/share/stoa/lib/libduckdb.so", "")
    #expect(search().firstCandidate == user)
    let beside = try folder.write("usr/lib/stoa/libduckdb.so", "")
    #expect(search().firstCandidate == beside)
    let above = try folder.write(".stoa/lib/libduckdb.so", "")
    #expect(search(from: "..").firstCandidate == above)
  }

  @Test func aMissingLibrarySaysWhatToDo() {
    let error = #expect(throws: EngineError.self) { try DuckDBLibrary.load(search()) }
    #expect(error?.kind == .unavailable)
    #expect(error?.message == "DuckDB's library is not on this machine")
    #expect(error?.hint?.contains("make setup") == true)
  }

  @Test func aFileThatIsNoLibraryIsNamed() throws {
    let path = try folder.write("libduckdb.so", "not a library")
    let error = #expect(throws: EngineError.self) { try DuckDBLibrary.open(path) }
    #expect(error?.kind == .unavailable)
    #expect(error?.message == "DuckDB's library \"\(path)\" cannot be opened")
  }

  /// The C library of the system is a library, and has none of DuckDB's functions.
  @Test func aLibraryWithoutTheFunctionsNamesTheFirst() {
    let error = #expect(throws: EngineError.self) { try DuckDBLibrary.open("libc.so.6") }
    #expect(
      error?.message == "\"libc.so.6\" does not have DuckDB's function duckdb_library_version")
  }

  @Test func aWheelNeedsItsPython() {
    #expect(
      DuckDBLibrary.pythonLibrary(neededBy: "/a/_duckdb.cpython-311-aarch64-linux-gnu.so")
        == "libpython3.11.so.1.0")
    #expect(DuckDBLibrary.pythonLibrary(neededBy: "/a/libduckdb.so") == nil)
    let error = #expect(throws: EngineError.self) {
      try DuckDBLibrary.open("/a/_duckdb.cpython-399-x86_64-linux-gnu.so")
    }
    #expect(error?.hint?.hasSuffix("`apt-get install libpython3.99`") == true)
  }

  @Test(arguments: [
    ("1.5.6", true), ("0.10.3", true), ("2.0.0", false), ("2.1.0-dev12", false), ("10.0.0", false),
  ])
  func aVersionIsTooOld(_ version: String, _ isTooOld: Bool) {
    #expect(DuckDBLibrary.isTooOld(version) == isTooOld)
  }

  @Test func theVersionIsTheEngines() throws {
    #expect(try TestEngine.shared.version.hasPrefix("2."))
  }

  @Test(
    arguments: [
      ("4GB", 4_000_000_000), ("512 MiB", 536_870_912), ("1.5kb", 1500), ("1000", 1000),
      ("2g", 2_000_000_000), ("lots", nil), ("", nil),
    ] as [(String, Int64?)])
  func aSizeIsRead(_ text: String, _ bytes: Int64?) {
    #expect(EngineSettings.bytes(text) == bytes)
  }

  @Test func theBudgetIsHalfTheMemoryOrAsAsked() throws {
    let half = Int64(ProcessInfo.processInfo.physicalMemory / 2)
    #expect(try EngineSettings(environment: [:]).memoryBudget == half)
    #expect(try EngineSettings(environment: ["STOA_MEMORY": "3GB"]).memoryBudget == 3_000_000_000)
    let error = #expect(throws: EngineError.self) {
      try EngineSettings(environment: ["STOA_MEMORY": "much"])
    }
    #expect(error?.message == "STOA_MEMORY is \"much\", which is not a size")
  }
}
