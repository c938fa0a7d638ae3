import Foundation

/// Where what was fetched is kept, for every checkout and every cluster of a user.
public enum CacheFolder {
  /// `$STOA_CACHE`, else `$XDG_CACHE_HOME/stoa`, else `~/.cache/stoa`: as in `scripts/setup.sh`.
  ///
  /// As the XDG Base Directory Specification asks, a relative `XDG_CACHE_HOME` counts as none.
  public static func url(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> URL {
    if let cache = environment["STOA_CACHE"], !cache.isEmpty {
      return URL(fileURLWithPath: cache, isDirectory: true)
    }
    if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") {
      return URL(fileURLWithPath: cache, isDirectory: true).appending(path: "stoa")
    }
    let home = environment["HOME"].map { URL(fileURLWithPath: $0, isDirectory: true) }
    return (home ?? FileManager.default.homeDirectoryForCurrentUser).appending(path: ".cache/stoa")
  }
}
