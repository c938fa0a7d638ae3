import Foundation

extension ConnectionString {
  /// Reads a connection string.
  public init(_ text: String) throws(SparkError) {
    let scheme = "sc://"
    guard text.hasPrefix(scheme) else {
      throw Self.error("it begins with \(scheme), as sc://host:15002")
    }
    let rest = text.dropFirst(scheme.count)
    // The path, which is empty, lies between the address and the parameters.
    let end = rest.firstIndex { $0 == "/" || $0 == ";" } ?? rest.endIndex
    (host, port) = try Self.address(rest[..<end])
    var tail = rest[end...]
    if tail.first == "/" { tail = tail.dropFirst() }
    guard tail.isEmpty || tail.first == ";" else {
      throw Self.error("only parameters follow the address, as sc://host:15002/;user_id=ann")
    }
    (token, userID, userAgent, sessionID, headers) = (nil, nil, nil, nil, [:])
    usesTLS = false
    var encryption: Bool?
    for parameter in tail.split(separator: ";") {
      let (key, value) = try Self.pair(parameter)
      switch key {
      case "token": token = value
      case "use_ssl": encryption = try Self.flag(key, value)
      case "user_id": userID = value
      case "user_agent": userAgent = value
      case "session_id":
        guard let id = UUID(uuidString: value) else { throw Self.error("session_id is a UUID") }
        sessionID = id
      default: headers[key.lowercased()] = value
      }
    }
    usesTLS = encryption ?? (token != nil && !isLoopback)
  }

  private static func address(_ text: Substring) throws(SparkError) -> (String, Int) {
    var host = text
    var port: Substring?
    if text.first == "[" {
      guard let close = text.firstIndex(of: "]") else {
        throw error("the address of the host lacks its closing bracket")
      }
      host = text[text.index(after: text.startIndex)..<close]
      let rest = text[text.index(after: close)...]
      guard rest.isEmpty || rest.first == ":" else {
        throw error("only a port follows the address of the host")
      }
      port = rest.isEmpty ? nil : rest.dropFirst()
    } else if let colon = text.firstIndex(of: ":") {
      host = text[..<colon]
      port = text[text.index(after: colon)...]
    }
    guard !host.isEmpty else { throw error("the host is missing") }
    guard let port else { return (String(host), defaultPort) }
    guard let number = Int(port), (1...65535).contains(number) else {
      throw error("the port is a number from 1 to 65535, not \(port)")
    }
    return (String(host), number)
  }

  private static func pair(_ text: Substring) throws(SparkError) -> (String, String) {
    guard let sign = text.firstIndex(of: "="), sign != text.startIndex else {
      throw error("a parameter is written key=value, unlike \(text.prefix { $0 != "=" })")
    }
    let key = String(text[..<sign])
    guard key.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "_-.".contains($0)) })
    else { throw error("the name of a parameter has letters, digits, _, - and . only") }
    guard let value = String(text[text.index(after: sign)...]).removingPercentEncoding else {
      throw error("the value of \(key) is not percent-encoded text")
    }
    return (key, value)
  }

  private static func flag(_ key: String, _ value: String) throws(SparkError) -> Bool {
    switch value.lowercased() {
    case "true": true
    case "false": false
    default: throw error("\(key) is true or false")
    }
  }

  /// Says nothing of the string itself, which may hold a token.
  private static func error(_ message: String) -> SparkError {
    SparkError(.invalidArgument, "the connection string cannot be read: \(message)")
  }
}
