/// `predict MODEL top K near LAT, LON within KM km in PLACES as NAME`
public struct PredictSyntax: Hashable, Sendable {
  /// The places of a frame that are not far from a row.
  public struct Nearness: Hashable, Sendable {
    public var latitude: Expr
    public var longitude: Expr
    public var kilometres: Expr
    public var places: Source

    public init(latitude: Expr, longitude: Expr, kilometres: Expr, places: Source) {
      self.latitude = latitude
      self.longitude = longitude
      self.kilometres = kilometres
      self.places = places
    }
  }

  public var model: Identifier
  public var top: Expr?
  public var near: Nearness?
  /// What the column of the prediction is called.
  public var name: Identifier?

  public init(model: Identifier, top: Expr?, near: Nearness?, name: Identifier?) {
    self.model = model
    self.top = top
    self.near = near
    self.name = name
  }
}
