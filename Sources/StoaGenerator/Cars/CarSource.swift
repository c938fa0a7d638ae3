/// The used-cars file: the columns of the Craigslist cars and trucks file, as CSV.
struct CarSource: RowSource {
  static let header =
    "id,url,region,region_url,price,year,manufacturer,model,condition,cylinders,fuel,odometer,"
    + "title_status,transmission,VIN,drive,size,type,paint_color,image_url,description,state,"
    + "lat,long,posting_date\n"
  static let maximumRowBytes = CarDescription.maximumBytes + 1024

  private let key: UInt64
  private let sites = CarSites()

  init(seed: UInt64) {
    key = SplitMix64.key(seed: seed, dataset: 1)
  }

  func advertisement(row: Int) -> CarAdvertisement {
    CarAdvertisement(row: row, key: key, sites: sites)
  }

  func write(row: Int, to out: inout ByteWriter) {
    let advertisement = advertisement(row: row)
    let region = sites.regions[advertisement.region]
    // What no other column depends on comes out of a stream of its own.
    var random = SplitMix64(key: ~key, row: row)
    writeSite(advertisement, region, to: &out)
    writeCar(advertisement, random: &random, to: &out)
    writeListing(advertisement, region, random: &random, to: &out)
  }

  /// id, url, region, region_url, price.
  private func writeSite(
    _ advertisement: CarAdvertisement, _ region: CarRegion, to out: inout ByteWriter
  ) {
    out.append(advertisement.id)
    out.append(.comma)
    appendHost(region, to: &out)
    out.append(advertisement.isDealer ? Self.dealerPath : Self.ownerPath)
    out.append(region.slug)
    out.append(.minus)
    out.append(advertisement.car.year, digits: 4)
    out.append(.minus)
    out.append(sites.models[advertisement.car.model].slug)
    out.append(.slash)
    out.append(advertisement.id)
    out.append(Self.page)
    out.append(.comma)
    out.appendField(region.name)
    out.append(.comma)
    appendHost(region, to: &out)
    out.append(.comma)
    out.append(advertisement.price)
    out.append(.comma)
  }

  /// year to paint_color.
  private func writeCar(
    _ advertisement: CarAdvertisement, random: inout SplitMix64, to out: inout ByteWriter
  ) {
    let car = advertisement.car
    let model = sites.models[car.model]
    let empty = advertisement.empty
    func field(_ column: CarColumn, _ write: (inout ByteWriter) -> Void) {
      if !empty.contains(column) { write(&out) }
      out.append(.comma)
    }
    func field(_ column: CarColumn, _ text: Text) {
      if !empty.contains(column) { out.appendField(text) }
      out.append(.comma)
    }
    let serial = (random.next(), random.next())
    field(.year) { $0.append(car.year, digits: 4) }
    field(.manufacturer, model.manufacturer)
    field(.model, model.names[car.name])
    field(.condition, CarTables.Condition.names[car.condition])
    field(.cylinders, model.cylinders)
    field(.fuel, CarTables.Fuel.names[car.fuel])
    field(.odometer) { $0.append(advertisement.odometer) }
    field(.title, CarTables.Title.names[car.title])
    field(.transmission, CarTables.Transmission.names[car.transmission])
    field(.vin) { out in
      out.append(letters: 9, of: Self.serialLetters, bits: 5, from: serial.0)
      out.append(letters: 8, of: Self.serialLetters, bits: 5, from: serial.1)
    }
    field(.drive, CarTables.Drive.names[car.drive])
    field(.size, model.size)
    field(.type, model.type)
    field(.paint, CarTables.Paint.names[CarTables.Paint.shares.draw(random.next())])
  }

  /// image_url to posting_date.
  private func writeListing(
    _ advertisement: CarAdvertisement, _ region: CarRegion, random: inout SplitMix64,
    to out: inout ByteWriter
  ) {
    let car = advertisement.car
    let model = sites.models[car.model]
    out.append(Self.imageHost)
    out.append(letters: 10, of: Self.imageLetters, bits: 6, from: random.next())
    out.append(Self.imageEnd)
    out.append(.comma)
    out.append(.quote)
    let description: CarDescription = advertisement.isDealer ? .dealer : .owner
    description.write(
      year: car.year, manufacturer: model.manufacturer, name: model.names[car.name],
      random: &random, to: &out)
    out.append(.quote)
    out.append(.comma)
    out.append(region.state)
    out.append(.comma)
    if !advertisement.empty.contains(.place) { out.append(advertisement.latitude, decimals: 6) }
    out.append(.comma)
    if !advertisement.empty.contains(.place) { out.append(advertisement.longitude, decimals: 6) }
    out.append(.comma)
    out.append(Self.days.any(&random))
    // Advertisements are written between seven in the morning and eleven at night.
    out.append(secondsOfDay: 25_200 + random.index(below: 57_600))
    out.append(region.offset)
    out.append(.newline)
  }

  private func appendHost(_ region: CarRegion, to out: inout ByteWriter) {
    out.append(Self.scheme)
    out.append(region.slug)
    out.append(Self.domain)
  }
}

extension CarSource {
  // Addresses lie in the domain that is kept for examples, so that none of them leads anywhere.
  private static let scheme = Text("https://")
  private static let domain = Text(".example.org")
  private static let dealerPath = Text("/ctd/d/")
  private static let ownerPath = Text("/cto/d/")
  private static let page = Text(".html")
  private static let imageHost = Text("https://images.example.org/00")
  private static let imageEnd = Text("_0gw0co_600x450.jpg")
  private static let imageLetters = Text(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz01")
  private static let serialLetters = Text("0123456789ABCDEFGHJKLMNPRSTUVWXY")

  /// The month of the advertisements: 4 April to 4 May 2021.
  private static let days: TextList = {
    let first = CalendarDay.sinceEpoch(year: 2021, month: 4, day: 4)
    return TextList(
      (0...30).map { number in
        let date = CalendarDay(sinceEpoch: first + number)
        return "2021-0\(date.month)-\(date.day < 10 ? "0" : "")\(date.day)T"
      })
  }()
}
