import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Reads the pages on which daemons say how they are.
public struct StatusPage: Sendable {
  public var host: String
  public var port: Int

  public init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  private static let session: URLSession = {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = 10
    // A page is of now; and a proxy has no business between a cluster's own machines.
    configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
    configuration.connectionProxyDictionary = [:]
    return URLSession(configuration: configuration)
  }()

  /// Reads a page as JSON.
  ///
  /// - Throws: ``ClusterError`` of kind `unreachable` where nothing answers, `failed` where the
  ///   answer is another than expected.
  public func read<Page: Decodable>(_ type: Page.Type, _ path: String) async throws -> Page {
    let data = try await data(path)
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch let error as DecodingError {
      throw ClusterError(
        .failed, "\(address)\(path) does not say what was expected: \(error.shortDescription)")
    }
  }

  private var address: String { "http://\(host):\(port)" }

  private func data(_ path: String) async throws -> Data {
    guard let url = URL(string: address + path) else {
      throw ClusterError(.invalid, "\(address)\(path) is no address")
    }
    let (data, response): (Data, URLResponse)
    do {
      (data, response) = try await Self.session.data(from: url)
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      try Task.checkCancellation()
      throw ClusterError(.unreachable, "\(address) does not answer")
    }
    guard let response = response as? HTTPURLResponse, response.statusCode == 200 else {
      let status = (response as? HTTPURLResponse)?.statusCode ?? 0
      throw ClusterError(.failed, "\(address)\(path) answers with status \(status)")
    }
    return data
  }
}
