import Foundation

/// The folder of one cluster below Stoa's home: `clusters/NAME/`.
public struct ClusterFolder: Sendable {
  public let name: String
  public let url: URL
  private let clusters: URL

  /// - Parameter home: the folder where Stoa keeps things.
  /// - Throws: ``ClusterError`` where the name could not be a folder's.
  public init(name: String, home: URL) throws(ClusterError) {
    guard name.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9_.-]{0,63}/) != nil else {
      throw ClusterError(
        .invalid, "`\(name)` is no name for a cluster",
        hint: "letters, digits, _ . and -, beginning with a letter or digit")
    }
    self.name = name
    clusters = home.appending(path: "clusters")
    url = clusters.appending(path: name)
  }

  var stateURL: URL { url.appending(path: "state.json") }

  /// Takes the cluster for one command; goes with the value.
  func lock() async throws -> FileLock {
    guard
      let lock = try await FileLock(
        at: clusters.appending(path: "\(name).lock"), limit: .seconds(2))
    else {
      throw ClusterError(
        .state, "another command is at work on the cluster `\(name)`",
        hint: "wait for it, or end it with Ctrl-C where it runs")
    }
    return lock
  }

  /// Held while ports are chosen, so that two clusters never choose the same.
  func lockPorts() async throws -> FileLock {
    guard
      let lock = try await FileLock(
        at: clusters.appending(path: ".ports.lock"), limit: .seconds(30))
    else {
      throw ClusterError(.state, "another command has been choosing ports for half a minute")
    }
    return lock
  }

  /// What is known of the cluster; nil where it is down.
  ///
  /// - Throws: ``ClusterError`` where the file cannot be read; it is left as it is.
  public func state() throws -> ClusterState? {
    let data: Data
    do {
      data = try Data(contentsOf: stateURL)
    } catch CocoaError.fileReadNoSuchFile {
      return nil
    }
    do {
      let state = try JSONDecoder.ofState.decode(ClusterState.self, from: data)
      guard state.version == ClusterState.currentVersion else {
        throw ClusterError(
          .state, "\(stateURL.path) is of another version of Stoa (\(state.version))",
          hint: "take the cluster down with that Stoa")
      }
      guard state.isCoherent else {
        throw DecodingError.dataCorrupted(
          .init(codingPath: [], debugDescription: "its hosts, daemons and ports do not agree"))
      }
      return state
    } catch let error as DecodingError {
      throw ClusterError(
        .state, "\(stateURL.path) is damaged: \(error.shortDescription)",
        hint: "look for its processes with `ps`, end them, and remove the file")
    }
  }

  /// What is known of the cluster, which must be there.
  public func presentState() throws -> ClusterState {
    guard let state = try state() else {
      let others = Self.names(in: clusters).filter { $0 != name }
      throw ClusterError(
        .state, "there is no cluster `\(name)`",
        hint: others.isEmpty
          ? "`stoa cluster up` starts one" : "--name \(others.joined(separator: ", --name "))")
    }
    return state
  }

  /// Writes the state whole or not at all, for its owner alone: it may hold a token.
  func save(_ state: ClusterState) throws {
    let files = FileManager.default
    try files.createDirectory(
      at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let fresh = url.appending(path: "state-\(UUID().uuidString).json")
    let data = try JSONEncoder.ofState.encode(state)
    guard
      files.createFile(
        atPath: fresh.path, contents: data, attributes: [.posixPermissions: 0o600])
    else { throw ClusterError(.failed, "cannot write \(fresh.path)") }
    guard rename(fresh.path, stateURL.path) == 0 else {
      let reason = String(cString: strerror(errno))
      try? files.removeItem(at: fresh)
      throw ClusterError(.failed, "cannot write \(stateURL.path): \(reason)")
    }
  }

  func removeState() throws {
    if FileManager.default.fileExists(atPath: stateURL.path) {
      try FileManager.default.removeItem(at: stateURL)
    }
  }

  /// The ports of the other clusters of this home.
  func portsOfOthers() throws -> Set<Int> {
    var ports: Set<Int> = []
    for other in Self.names(in: clusters) where other != name {
      let folder = try ClusterFolder(name: other, home: clusters.deletingLastPathComponent())
      if let state = try? folder.state() { ports.formUnion(state.ports.all) }
    }
    return ports
  }

  /// The clusters of a home that are not down.
  public static func names(home: URL) -> [String] {
    names(in: home.appending(path: "clusters"))
  }

  private static func names(in clusters: URL) -> [String] {
    let items = (try? FileManager.default.contentsOfDirectory(atPath: clusters.path)) ?? []
    return items.filter {
      FileManager.default.fileExists(atPath: clusters.appending(path: "\($0)/state.json").path)
    }.sorted()
  }
}

extension JSONEncoder {
  static var ofState: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    return encoder
  }
}

extension JSONDecoder {
  static var ofState: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    return decoder
  }
}

extension DecodingError {
  /// Where, and what is wrong there, in one line.
  var shortDescription: String {
    let (context, what): (Context, String) =
      switch self {
      case .typeMismatch(_, let context): (context, context.debugDescription)
      case .valueNotFound(_, let context): (context, context.debugDescription)
      case .keyNotFound(let key, let context): (context, "`\(key.stringValue)` is missing")
      case .dataCorrupted(let context): (context, context.debugDescription)
      @unknown default: (Context(codingPath: [], debugDescription: ""), "\(self)")
      }
    let path = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
    return path.isEmpty ? what : "\(path.joined(separator: ".")): \(what)"
  }
}
