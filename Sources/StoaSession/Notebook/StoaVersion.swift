/// Which release of the program this is.
public enum StoaVersion {
  public static let current = "0.1.0"
}
