import Foundation
import GRPCCore
import GRPCProtobuf

/// What a gRPC status says of an error.
struct ErrorStatus {
  var code: RPCError.Code
  var message: String
  var info: ErrorDetails.ErrorInfo?
  /// How long the server asks to wait before another attempt.
  var retryDelay: Duration?
  /// What lies below a failed connection, in the words of the transport.
  var reason: String?
  /// What came over the connection was not HTTP/2.
  var isForeignProtocol = false

  init(_ error: RPCError) {
    code = error.code
    message = error.message
    let status = try? error.unpackGoogleRPCStatus()
    info = status?.details.lazy.compactMap(\.errorInfo).first
    retryDelay = status?.details.lazy.compactMap(\.retryInfo).first?.delay
    var cause = error.cause
    while let next = cause {
      reason = (next as? RPCError)?.message ?? "\(next)"
      if String(reflecting: type(of: next)).hasPrefix("NIOHTTP2.") { isForeignProtocol = true }
      cause = (next as? RPCError)?.cause
    }
  }

  /// The system's words for a connection that failed, by the number in those of the transport.
  var systemReason: String? {
    guard let number = reason?.firstMatch(of: /errno: ([0-9]+)/), let code = Int32(number.1) else {
      return nil
    }
    return String(cString: strerror(code)).lowercased()
  }

  /// The class is in the details of the status, and in its text too.
  var errorClass: String? {
    if let name = info?.metadata["errorClass"] { return name }
    return message.prefixMatch(of: /\[([A-Z0-9_.]+)\]/).map { String($0.1) }
  }

  /// The server does not know the operation: it never came, or is long forgotten.
  var isUnknownOperation: Bool {
    guard let errorClass else { return false }
    return ["INVALID_HANDLE.OPERATION_NOT_FOUND", "INVALID_HANDLE.SESSION_NOT_FOUND"]
      .contains(errorClass)
  }

  /// Another attempt may go better.
  var isTransient: Bool {
    code == .unavailable || retryDelay != nil || errorClass == "INVALID_CURSOR.DISCONNECTED"
  }
}

extension SparkError {
  init(_ status: ErrorStatus) {
    let metadata = status.info?.metadata ?? [:]
    self.init(
      .execution, status.message, errorClass: status.errorClass, sqlState: metadata["sqlState"],
      messageParameters: Self.parameters(metadata["messageParameters"]))
    // Older servers put the names of the exception's classes here, as JSON.
    let types = Self.strings(metadata["classes"])
    if let kind = Kind(types: types, errorClass: errorClass) {
      self.kind = kind
      return
    }
    switch status.code {
    case .unauthenticated, .permissionDenied: kind = .unauthenticated
    case .deadlineExceeded: kind = .timedOut
    case .cancelled: kind = .interrupted
    case .unimplemented where status.info == nil:
      kind = .notSpark
      message = "the server does not speak Spark Connect: \(status.message)"
    case .unavailable:
      kind = .unreachable
      if let known = status.systemReason {
        message = known
      } else if let reason = status.reason {
        message += " (\(reason))"
      }
    default: break
    }
  }

  private static func parameters(_ json: String?) -> [String: String] {
    guard let json else { return [:] }
    return (try? JSONDecoder().decode([String: String].self, from: Data(json.utf8))) ?? [:]
  }

  private static func strings(_ json: String?) -> [String] {
    guard let json else { return [] }
    return (try? JSONDecoder().decode([String].self, from: Data(json.utf8))) ?? []
  }
}
