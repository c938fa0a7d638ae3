/// A region of the site: its names, its state, and where its cars are.
struct CarRegion: Sendable {
  var name: Text
  /// As in an address: `newyork`.
  var slug: Text
  var state: Text
  /// Degrees.
  var latitude, longitude: Double
  /// `-0400`.
  var offset: Text
  var weight: Double

  static let all: [CarRegion] = data.split(separator: "\n").map { line in
    let fields = line.split(separator: ";").map(\.trimmingSpaces)
    guard
      fields.count == 6, let latitude = Double(fields[2]), let longitude = Double(fields[3]),
      let offset = Int(fields[4]), let weight = Double(fields[5])
    else { preconditionFailure("the table of regions is wrong near \(line)") }
    let slug = fields[0].lowercased().filter { $0.isASCII && $0.isLetter }
    return CarRegion(
      name: Text(fields[0]), slug: Text(slug),
      state: Text(fields[1]), latitude: latitude, longitude: longitude,
      offset: Text(offset < 10 ? "-0\(offset)00" : "-\(offset)00"), weight: weight)
  }

  /// name; state; latitude; longitude; hours behind UTC in spring; weight.
  private static let data = """
    birmingham; al; 33.52; -86.80; 5; 3
    huntsville / decatur; al; 34.73; -86.59; 5; 2
    auburn; al; 32.61; -85.48; 5; 1
    anchorage / mat-su; ak; 61.22; -149.90; 8; 6
    phoenix; az; 33.45; -112.07; 7; 6
    tucson; az; 32.22; -110.97; 7; 5
    fayetteville; ar; 36.06; -94.16; 5; 4
    little rock; ar; 34.75; -92.29; 5; 3
    los angeles; ca; 34.05; -118.24; 7; 6
    san diego; ca; 32.72; -117.16; 7; 6
    SF bay area; ca; 37.77; -122.42; 7; 6
    sacramento; ca; 38.58; -121.49; 7; 6
    inland empire, ca; ca; 34.11; -117.29; 7; 5
    fresno / madera; ca; 36.74; -119.79; 7; 4
    stockton; ca; 37.96; -121.29; 7; 4
    redding; ca; 40.59; -122.39; 7; 3
    denver; co; 39.74; -104.99; 6; 6
    colorado springs; co; 38.83; -104.82; 6; 5
    hartford; ct; 41.76; -72.69; 4; 4
    new haven; ct; 41.31; -72.92; 4; 3
    delaware; de; 39.16; -75.52; 4; 3
    washington, DC; dc; 38.91; -77.04; 4; 5
    south florida; fl; 26.12; -80.14; 4; 6
    tampa bay area; fl; 27.95; -82.46; 4; 6
    orlando; fl; 28.54; -81.38; 4; 6
    jacksonville; fl; 30.33; -81.66; 4; 6
    ft myers / SW florida; fl; 26.64; -81.87; 4; 5
    sarasota-bradenton; fl; 27.34; -82.53; 4; 5
    atlanta; ga; 33.75; -84.39; 4; 5
    savannah / hinesville; ga; 32.08; -81.09; 4; 2
    hawaii; hi; 21.31; -157.86; 10; 4
    boise; id; 43.62; -116.20; 6; 6
    spokane / coeur d'alene; id; 47.68; -116.78; 7; 5
    chicago; il; 41.88; -87.63; 5; 6
    rockford; il; 42.27; -89.09; 5; 3
    springfield; il; 39.78; -89.65; 5; 2
    indianapolis; in; 39.77; -86.16; 4; 5
    south bend / michiana; in; 41.68; -86.25; 4; 3
    des moines; ia; 41.59; -93.62; 5; 6
    cedar rapids; ia; 41.98; -91.67; 5; 3
    wichita; ks; 37.69; -97.34; 5; 3
    louisville; ky; 38.25; -85.76; 4; 3
    lexington; ky; 38.04; -84.50; 4; 2
    new orleans; la; 29.95; -90.07; 5; 3
    maine; me; 44.31; -69.78; 4; 4
    baltimore; md; 39.29; -76.61; 4; 5
    boston; ma; 42.36; -71.06; 4; 6
    worcester / central MA; ma; 42.26; -71.80; 4; 5
    detroit metro; mi; 42.33; -83.05; 4; 6
    grand rapids; mi; 42.96; -85.66; 4; 6
    ann arbor; mi; 42.28; -83.74; 4; 4
    minneapolis / st paul; mn; 44.98; -93.27; 5; 6
    duluth / superior; mn; 46.79; -92.10; 5; 3
    jackson; ms; 32.30; -90.18; 5; 2
    kansas city, MO; mo; 39.10; -94.58; 5; 5
    st louis, MO; mo; 38.63; -90.20; 5; 5
    kalispell; mt; 48.20; -114.31; 6; 4
    missoula; mt; 46.87; -113.99; 6; 3
    omaha / council bluffs; ne; 41.26; -95.94; 5; 4
    las vegas; nv; 36.17; -115.14; 7; 6
    reno / tahoe; nv; 39.53; -119.81; 7; 6
    new hampshire; nh; 43.21; -71.54; 4; 5
    north jersey; nj; 40.74; -74.17; 4; 6
    jersey shore; nj; 40.04; -74.12; 4; 4
    albuquerque; nm; 35.08; -106.65; 6; 6
    new york city; ny; 40.71; -74.01; 4; 6
    albany; ny; 42.65; -73.76; 4; 6
    buffalo; ny; 42.89; -78.88; 4; 5
    rochester; ny; 43.16; -77.61; 4; 6
    long island; ny; 40.79; -73.13; 4; 5
    charlotte; nc; 35.23; -80.84; 4; 6
    raleigh / durham / CH; nc; 35.78; -78.64; 4; 6
    asheville; nc; 35.60; -82.55; 4; 5
    fargo / moorhead; nd; 46.88; -96.79; 5; 2
    columbus; oh; 39.96; -83.00; 4; 6
    cleveland; oh; 41.50; -81.69; 4; 6
    cincinnati; oh; 39.10; -84.51; 4; 5
    oklahoma city; ok; 35.47; -97.52; 5; 5
    tulsa; ok; 36.15; -95.99; 5; 5
    portland; or; 45.52; -122.68; 7; 6
    eugene; or; 44.05; -123.09; 7; 6
    bend; or; 44.06; -121.32; 7; 6
    pittsburgh; pa; 40.44; -80.00; 4; 6
    philadelphia; pa; 39.95; -75.17; 4; 5
    rhode island; ri; 41.82; -71.41; 4; 6
    greenville / upstate; sc; 34.85; -82.40; 4; 5
    sioux falls / SE SD; sd; 43.55; -96.73; 5; 3
    nashville; tn; 36.16; -86.78; 5; 6
    knoxville; tn; 35.96; -83.92; 4; 5
    dallas / fort worth; tx; 32.78; -96.80; 5; 6
    houston; tx; 29.76; -95.37; 5; 6
    austin; tx; 30.27; -97.74; 5; 6
    san antonio; tx; 29.42; -98.49; 5; 5
    el paso; tx; 31.76; -106.49; 6; 4
    salt lake city; ut; 40.76; -111.89; 6; 4
    vermont; vt; 44.26; -72.58; 4; 6
    norfolk / hampton roads; va; 36.85; -76.29; 4; 5
    richmond; va; 37.54; -77.44; 4; 5
    seattle-tacoma; wa; 47.61; -122.33; 7; 6
    spokane; wa; 47.66; -117.43; 7; 6
    kennewick-pasco-richland; wa; 46.21; -119.14; 7; 5
    charleston; wv; 38.35; -81.63; 4; 2
    milwaukee; wi; 43.04; -87.91; 5; 6
    madison; wi; 43.07; -89.40; 5; 6
    green bay; wi; 44.51; -88.01; 5; 5
    wyoming; wy; 41.14; -104.82; 6; 3
    """
}
