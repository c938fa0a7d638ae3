/// A part of Attica that venues lie in: a place and how they scatter around it.
struct AtticaArea: Sendable {
  enum Kind: Int, CaseIterable, Sendable {
    case centre, town, suburb, coast, port, airport, hills
  }

  var kind: Kind
  /// Degrees.
  var latitude, longitude: Double
  /// The standard deviation of the scatter, in degrees of latitude.
  var spread: Double
  var weight: Double

  static let all: [AtticaArea] = data.split(separator: "\n").map { line in
    let fields = line.split(separator: " ")
    guard
      fields.count >= 6, let kind = Kind.allCases.first(where: { "\($0)" == fields[0] }),
      let latitude = Double(fields[1]), let longitude = Double(fields[2]),
      let spread = Double(fields[3]), let weight = Double(fields[4])
    else { preconditionFailure("the table of areas is wrong near \(line)") }
    return AtticaArea(
      kind: kind, latitude: latitude, longitude: longitude, spread: spread, weight: weight)
  }

  /// kind, latitude, longitude, spread, weight, name.
  private static let data = """
    centre 37.9755 23.7348 0.004 10 Syntagma
    centre 37.9762 23.7257 0.003 9 Monastiraki
    centre 37.9702 23.7290 0.003 5 Plaka and Makriyanni
    centre 37.9780 23.7420 0.004 7 Kolonaki
    centre 37.9865 23.7340 0.004 6 Exarcheia
    centre 37.9785 23.7115 0.004 6 Gazi and Kerameikos
    centre 37.9630 23.7260 0.004 5 Koukaki and Neos Kosmos
    centre 37.9845 23.7270 0.004 5 Omonia
    town 37.9680 23.7530 0.006 6 Pangrati
    town 37.9900 23.7560 0.007 6 Ampelokipoi
    town 38.0010 23.7320 0.007 5 Kypseli
    town 38.0140 23.7360 0.007 4 Patisia
    town 37.9450 23.7140 0.007 5 Nea Smyrni
    town 37.9560 23.7010 0.007 5 Kallithea
    town 38.0120 23.6900 0.009 5 Peristeri
    town 37.9940 23.6780 0.008 4 Aigaleo
    town 38.0310 23.7540 0.008 4 Nea Ionia
    town 37.9770 23.7710 0.007 4 Zografou
    town 38.0440 23.6840 0.010 3 Ilion
    town 38.0840 23.7370 0.014 3 Acharnes
    town 37.9310 23.7570 0.008 3 Ilioupoli
    suburb 38.0560 23.8080 0.009 6 Marousi
    suburb 38.0740 23.8110 0.009 6 Kifisia
    suburb 38.0310 23.8330 0.009 4 Vrilissia and Penteli
    suburb 38.0210 23.7980 0.007 5 Chalandri
    suburb 38.0070 23.8180 0.008 4 Agia Paraskevi
    suburb 38.0130 23.7830 0.006 3 Psychiko and Filothei
    suburb 38.0000 23.8640 0.013 3 Gerakas and Pallini
    suburb 37.8990 23.8730 0.014 2 Koropi
    suburb 37.8850 23.9330 0.012 2 Markopoulo
    suburb 38.0420 23.5420 0.012 2 Elefsina
    coast 37.9230 23.6990 0.006 5 Palaio Faliro
    coast 37.9100 23.7170 0.006 3 Alimos
    coast 37.8650 23.7540 0.007 7 Glyfada
    coast 37.8430 23.7720 0.006 4 Voula
    coast 37.8130 23.7790 0.006 4 Vouliagmeni
    coast 37.8290 23.8050 0.008 2 Vari and Varkiza
    coast 37.7160 23.9350 0.014 2 Anavyssos
    coast 37.6540 24.0200 0.008 1.5 Sounio
    coast 38.0230 24.0080 0.008 2 Rafina
    coast 37.9130 24.0060 0.010 2 Porto Rafti
    coast 38.0810 23.9800 0.010 2 Nea Makri
    coast 38.1480 24.0330 0.012 1.5 Schinias and Marathon
    coast 37.9660 23.4060 0.012 1 Salamina
    port 37.9430 23.6460 0.006 6 Piraeus
    port 37.9370 23.6590 0.004 4 Pasalimani and Mikrolimano
    port 37.9620 23.6280 0.007 2 Keratsini and Perama
    port 37.7140 24.0570 0.005 1 Lavrio
    airport 37.9360 23.9460 0.004 6 Athens Airport
    airport 37.9130 23.9300 0.006 1 Spata
    hills 38.1720 23.7250 0.014 2 Parnitha
    hills 37.9590 23.8050 0.009 2 Hymettus
    hills 38.0830 23.8870 0.012 2 Penteli
    hills 37.9820 23.7430 0.002 2 Lycabettus
    hills 37.9680 23.7160 0.002 2 Philopappou
    """
}
