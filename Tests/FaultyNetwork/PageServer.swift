import Foundation

/// A server that gives everybody the same bytes, whatever it is asked; none, and it only listens.
package final class PageServer: Sendable {
  private let listener: ListeningSocket

  package var port: Int { listener.port }

  package init(_ page: String) throws {
    let listener = try ListeningSocket()
    self.listener = listener
    Thread.detachNewThread {
      while let client = listener.accept() {
        if page.isEmpty { continue }
        var request = [UInt8](repeating: 0, count: 4096)
        _ = recv(client, &request, request.count, 0)
        _ = page.withCString { send(client, $0, strlen($0), Int32(MSG_NOSIGNAL)) }
        Glibc.close(client)
      }
    }
  }

  package func close() {
    listener.close()
  }
}
