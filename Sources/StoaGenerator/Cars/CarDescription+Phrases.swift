extension CarDescription {
  /// What an owner begins with; the car's year, maker and name follow.
  static let ownerOpenings = """
    Selling my\u{20}
    For sale:\u{20}
    I am selling a\u{20}
    Up for sale is my\u{20}
    Great running\u{20}
    Clean\u{20}
    One owner\u{20}
    REDUCED!!\u{20}
    Must sell -\u{20}
    Moving, so I have to part with my\u{20}
    Nice, reliable\u{20}
    Wife's\u{20}
    Very well kept\u{20}
    Well maintained, garage kept\u{20}
    Daily driver,\u{20}
    """

  static let ownerSentences = """
    , runs and drives great
    . New tires and brakes last fall
    . No accidents, clean title in hand
    . Oil changed every 5,000 miles, all records
    . A/C blows cold, heat works
    , never smoked in, no pets
    . Some rust on the rocker panels, see pictures
    . Check engine light is on, "just a sensor"
    ¶¶Power windows, power locks, cruise, tilt wheel
    ¶Tow package, bed liner, and a tonneau cover
    . Timing belt and water pump done at 95,000 miles
    . Has a small dent on the passenger door
    ¶Heated leather seats, sunroof, navigation, backup camera
    . Clear coat is peeling on the hood and roof
    . Passed inspection last month
    . Battery and alternator are less than a year old
    ¶- 4 new all-season tires¶- new front struts¶- new plugs and coils
    , always been in the family, bought new from the dealer here in town
    . The transmission was rebuilt two years ago, with the paperwork
    . Gets about 30 mpg on the highway
    . Interior is 9/10, exterior 8/10
    . Second set of winter tires on steel wheels goes with it
    . It needs a windshield, otherwise ready to go
    . Aftermarket stereo with Bluetooth, 10" sub in the trunk
    ¶Miles will go up a little, I still drive it to work
    . Tags are good through next March
    . No leaks, no noises, no warning lights
    . I bought a truck, and don't need two cars
    . Tires have about half their tread left
    """

  static let ownerClosings = """
    ¶Asking price is firm.
    ¶OBO. Call or text.
    ¶Cash only, no trades.
    . Serious inquiries only.
    ¶¶If the ad is up, I still have it.
    ¶Text for more pictures.
    , priced to sell.
    . Title in hand.
    ¶No low-ballers, I know what I have.
    ¶Will consider a trade for a small pickup.
    ¶¶Thanks for looking!
    """

  static let dealerOpenings = """
    ★ LOW MILES ★\u{20}
    JUST ARRIVED!¶¶
    Check out this\u{20}
    Pre-owned\u{20}
    CERTIFIED\u{20}
    *** CLEAN CARFAX ***¶
    Vehicle:\u{20}
    Offered for sale:\u{20}
    WE FINANCE!¶
    Local trade:\u{20}
    """

  static let dealerSentences = """
    ¶¶FINANCING FOR EVERYONE: good credit, bad credit, no credit, first-time buyer. Apply online \
    in two minutes and drive home today!
    ¶¶Features: air conditioning, power windows, power door locks, cruise control, tilt steering \
    wheel, AM/FM stereo, alloy wheels, keyless entry
    ¶• Heated front seats¶• Bluetooth® hands-free¶• Rear-view camera¶• Remote start¶• 18" wheels
    ¶¶All of our vehicles go through a 150-point inspection, are fully serviced, and come with a \
    free vehicle history report
    ¶¶Price does not include tax, title, license, or a documentary fee of $299. See dealer for \
    details
    . This one won't last, so call today to schedule your test drive
    ¶¶Extended warranties are available on most vehicles, up to 4 years or 48,000 miles
    ¶Trade-ins are welcome, running or not. We pay top dollar
    ¶¶Exterior color, options and mileage may differ from those shown; please verify with the \
    dealer before you come
    ¶Engine: as listed. Transmission: as listed. Stock number on request
    . Power moonroof, leather upholstery, premium audio, third-row seating
    ¶¶We are a family-owned store and have been serving the area since 1978, with more than 300 \
    cars, trucks and SUVs in stock, and we deliver up to 200 miles for free
    ¶• Tow hitch¶• Four-wheel drive¶• Trailer brake controller¶• Side steps¶• Spray-in liner
    ¶HABLAMOS ESPAÑOL
    . One previous owner, no accidents reported
    ¶¶Safety: ABS, stability control, traction control, front, side and curtain airbags, tire \
    pressure monitor
    ¶Ask about our "90 days same as cash" offer
    """

  static let dealerClosings = """
    ¶¶Call or text today for more information and a free history report.
    ¶¶Open Monday to Friday 9 to 7, Saturday 9 to 5, closed on Sundays.
    ¶Visit our showroom or our web site to see all of our inventory!
    . See dealer for details.
    ¶¶Se habla español. Llame hoy.
    ¶¶*With approved credit. Prices may change without notice.
    """
}
