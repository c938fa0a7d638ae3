import Foundation

/// A library of the system that is opened at run time and stays open, so that a program which
/// never meets what it is for needs it neither to build nor to run.
struct SystemLibrary {
  let name: String
  private let handle: UnsafeMutableRawPointer

  /// Opens a library by its name; `codec` is what it is for.
  init(_ name: String, for codec: String) throws(ArrowError) {
    guard let handle = dlopen(name, RTLD_NOW | RTLD_LOCAL) else {
      throw ArrowError(
        .unavailable, "reading \(codec) needs the library \(name), which is not on this machine")
    }
    self.name = name
    self.handle = handle
  }

  /// A function of the library; its type is what the library's header says, which nothing checks.
  func function<Function>(_ symbol: String, as _: Function.Type) throws(ArrowError) -> Function {
    guard let address = dlsym(handle, symbol) else {
      throw ArrowError(.unavailable, "the library \(name) has no function \(symbol)")
    }
    return unsafeBitCast(address, to: Function.self)
  }
}

extension [UInt8] {
  /// Bytes that a body fills to the last one; what it throws comes out.
  init(
    filling size: Int, _ body: (UnsafeMutableRawBufferPointer) throws(ArrowError) -> Void
  ) throws(ArrowError) {
    // The initialiser passes on no typed error, so it is carried around it.
    var failure: ArrowError?
    self.init(unsafeUninitializedCapacity: size) { buffer, count in
      do throws(ArrowError) {
        try body(
          UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[..<size]))
        count = size
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }
}
