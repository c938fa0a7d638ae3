import Foundation
import Testing

@testable import StoaCluster

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Puts files into HDFS and gets them out, over its HTTP interface.
struct WebHDFS {
  private let root: String

  init(_ state: ClusterState) throws {
    root = try #require(state.webHDFSURL)
  }

  func put(_ data: Data, at path: String) async throws {
    // The NameNode tells which DataNode takes the bytes; a redirect of the system's would send
    // them to the NameNode first.
    let place = try #require(
      URL(string: "\(root)\(path)?op=CREATE&user.name=stoa&noredirect=true"))
    var question = URLRequest(url: place)
    question.httpMethod = "PUT"
    let (answer, _) = try await URLSession.shared.data(for: question)
    let location = try #require(
      try JSONDecoder().decode([String: String].self, from: answer)["Location"])
    var request = URLRequest(url: try #require(URL(string: location)))
    request.httpMethod = "PUT"
    let (_, response) = try await URLSession.shared.upload(for: request, from: data)
    #expect((response as? HTTPURLResponse)?.statusCode == 201)
  }

  /// Asks again where the DataNode that it is sent to does not answer, as Hadoop's clients do.
  func get(_ path: String) async throws -> Data {
    let url = try #require(URL(string: "\(root)\(path)?op=OPEN"))
    for _ in 1..<10 {
      do {
        return try await get(url)
      } catch let error as URLError where error.code == .cannotConnectToHost {
        try await Task.sleep(for: .seconds(1))
      }
    }
    return try await get(url)
  }

  private func get(_ url: URL) async throws -> Data {
    let (data, response) = try await URLSession.shared.data(from: url)
    #expect((response as? HTTPURLResponse)?.statusCode == 200)
    return data
  }
}
