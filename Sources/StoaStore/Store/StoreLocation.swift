import Foundation

/// The folder that holds what Stoa keeps.
public enum StoreLocation {
  /// `$STOA_HOME`, else `$XDG_DATA_HOME/stoa`, else `~/.local/share/stoa`.
  ///
  /// As the XDG Base Directory Specification asks, a relative `XDG_DATA_HOME` counts as none.
  public static func folder(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> URL {
    if let home = environment["STOA_HOME"], !home.isEmpty {
      return URL(fileURLWithPath: home, isDirectory: true)
    }
    if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
      return URL(fileURLWithPath: data, isDirectory: true).appending(path: "stoa")
    }
    let home = environment["HOME"].map { URL(fileURLWithPath: $0, isDirectory: true) }
    return (home ?? FileManager.default.homeDirectoryForCurrentUser)
      .appending(path: ".local/share/stoa")
  }

  /// The file of the history in a folder.
  public static func history(in folder: URL = folder()) -> URL {
    folder.appending(path: "history.sqlite")
  }

  /// The file of the result cache in a folder.
  public static func cache(in folder: URL = folder()) -> URL {
    folder.appending(path: "cache.sqlite")
  }
}
