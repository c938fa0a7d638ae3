import Foundation

/// An open output: bytes go in, and a file appears under its name when it is finished.
struct OutputFile {
  private let name: String
  private let descriptor: Int32
  /// The temporary file and the name that it gets, where the output is a regular file.
  private let rename: (from: String, to: String)?
  private var bytes = 0

  init(_ output: GeneratorOutput) throws(GeneratorError) {
    switch output {
    case .standardOutput:
      name = "standard output"
      descriptor = STDOUT_FILENO
      rename = nil
    case .file(let path, let overwrite):
      name = path
      switch Self.kind(of: path) {
      case .folder:
        throw GeneratorError(
          "`\(path)` is a folder", hint: "name a file in it: \(path)/data.csv")
      case .file where !overwrite:
        throw GeneratorError("`\(path)` is there already", hint: "give --overwrite to replace it")
      case .device:
        rename = nil
        descriptor = open(path, O_WRONLY | O_CLOEXEC)
      case .file, .nothing:
        let partial = path + ".partial"
        rename = (partial, path)
        descriptor = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
      }
      guard descriptor >= 0 else { throw Self.cannotOpen(path, code: errno) }
    }
  }

  mutating func write(_ data: [UInt8]) throws(GeneratorError) {
    var offset = 0
    while offset < data.count {
      let written = data[offset...].withUnsafeBytes { rest in
        Foundation.write(descriptor, rest.baseAddress, rest.count)
      }
      if written < 0 {
        if errno == EINTR { continue }
        throw failed(code: errno)
      }
      offset += written
      bytes += written
    }
  }

  /// Names the file, and gives the number of bytes in it.
  func finish() throws(GeneratorError) -> Int {
    guard let rename else { return bytes }
    // A full disk behind a network may say so only here.
    guard close(descriptor) == 0 else { throw failed(code: errno) }
    guard Foundation.rename(rename.from, rename.to) == 0 else { throw failed(code: errno) }
    return bytes
  }

  /// Removes what was written so far.
  func discard() {
    guard let rename else { return }
    close(descriptor)
    unlink(rename.from)
  }

  private enum Kind { case nothing, file, folder, device }

  private static func kind(of path: String) -> Kind {
    var status = stat()
    guard stat(path, &status) == 0 else { return .nothing }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .device
    }
  }

  private static func cannotOpen(_ path: String, code: Int32) -> GeneratorError {
    let folder = (path as NSString).deletingLastPathComponent
    let hint: String? =
      switch code {
      case ENOENT: "make the folder first: mkdir -p \(folder)"
      case EACCES, EROFS: "write where you may, with --to"
      default: nil
      }
    return GeneratorError("cannot write `\(path)`: \(reason(code))", hint: hint)
  }

  private func failed(code: Int32) -> GeneratorError {
    let kept = rename == nil ? "" : "; nothing was kept"
    if code == ENOSPC || code == EDQUOT {
      return GeneratorError(
        "the disk was full after \(bytes) bytes of \(name)\(kept)",
        hint: "free some space, or ask for fewer rows")
    }
    return GeneratorError("cannot write \(name): \(Self.reason(code))\(kept)")
  }

  private static func reason(_ code: Int32) -> String {
    String(cString: strerror(code)).lowercased()
  }
}
