/// Where generated data goes.
public enum GeneratorOutput: Sendable {
  case standardOutput
  /// A file, written under a temporary name beside it and named when it is whole. An existing
  /// file is an error unless it is to be overwritten; a device or a pipe is written to directly.
  case file(path: String, overwrite: Bool)
}
