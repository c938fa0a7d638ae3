extension CategoryGroup {
  /// The groups of venue categories and how they are visited: the numbers of the formula in
  /// `docs/data.md`.
  ///
  /// weight; hours; weekend factor; factors of winter, spring, summer, autumn; slope for each
  /// 10 °C above 18; factor on rainy days; share in centre, town, suburb, coast, port, airport,
  /// hills; then the categories, the most common first.
  static let data = """
    9.0; morning; 1.0; 1.05 1.0 0.9 1.05; -0.05; 1.05; 6 5 3 4 2 2 1
    Café, Coffee Shop, Coffeehouse, Internet Cafe, Tea Room, Smoothie Shop, Juice Bar, \
    Coffee Roaster, Breakfast Spot, Brunch Place, Cafeteria, Corporate Coffee Shop, Gaming Cafe, \
    Bubble Tea Shop
    3.2; bakery; 1.1; 1.05 1.0 0.95 1.0; 0.0; 0.95; 5 6 4 3 2 1 1
    Bakery, Dessert Shop, Ice Cream Shop, Pie Shop, Cupcake Shop, Donut Shop, Candy Store, \
    Bagel Shop, Pastry Shop, Frozen Yogurt, Chocolate Shop, Bougatsa Shop, Creperie, \
    Loukoumades Shop
    6.0; meals; 1.35; 0.95 1.0 1.1 1.0; 0.1; 0.85; 6 5 3 5 4 0.5 2
    Greek Restaurant, Taverna, Seafood Restaurant, Meze Restaurant, Ouzeri, Grilled Meat \
    Restaurant, Fish Taverna, Cretan Restaurant, Kafenio, Souvlaki Shop, Magirio, \
    Mediterranean Restaurant, Psistaria, Patsa Restaurant
    4.0; meals; 1.2; 1.05 1.0 0.9 1.05; -0.1; 1.05; 7 4 3 2 2 1 0.5
    Italian Restaurant, Restaurant, Asian Restaurant, Chinese Restaurant, Sushi Restaurant, \
    Mexican Restaurant, French Restaurant, Indian Restaurant, Steakhouse, Thai Restaurant, \
    American Restaurant, Japanese Restaurant, Vegetarian / Vegan Restaurant, Gastropub, \
    Middle Eastern Restaurant, Turkish Restaurant, Spanish Restaurant
    3.6; snacks; 0.95; 1.05 1.0 0.95 1.0; -0.05; 1.0; 5 6 4 3 3 3 0.5
    Fast Food Restaurant, Burger Joint, Pizza Place, Sandwich Place, Snack Place, Falafel \
    Restaurant, Food Truck, Fried Chicken Joint, Hot Dog Joint, Salad Place, Deli / Bodega, \
    Food Court, Wings Joint, Diner
    6.5; evening; 1.45; 1.0 1.0 1.05 1.0; 0.15; 0.8; 8 4 2 4 3 0.5 0.5
    Bar, Cocktail Bar, Pub, Beer Garden, Wine Bar, Lounge, Brewery, Sports Bar, Dive Bar, \
    Hotel Bar, Whisky Bar, Roof Deck, Speakeasy, Gay Bar, Hookah Bar
    2.4; night; 1.9; 1.0 1.0 1.1 1.0; 0.1; 0.9; 7 3 1 5 2 0.2 0.2
    Nightclub, Rock Club, Live Music Club, Jazz Club, Music Venue, Bouzoukia, Karaoke Bar, \
    Salsa Club, Comedy Club, Piano Bar, Rembetika Club, Concert Hall, Dance Club, Beach Club
    3.5; beach; 1.8; 0.15 0.8 2.2 0.7; 1.1; 0.15; 0.05 0.1 0.3 9 1 0 0.5
    Beach, Beach Bar, Surf Spot, Bay, Swimming Pool, Harbor / Marina, Sailing Club, \
    Scuba Dive Center, Island, Water Park, Lighthouse, Pier, Nudist Beach, Boat Rental, \
    Volleyball Court
    3.0; daylight; 1.5; 0.8 1.25 0.95 1.05; 0.2; 0.35; 3 4 4 3 1 0 7
    Park, Plaza, Playground, Other Great Outdoors, Garden, Scenic Lookout, Trail, Mountain, \
    Dog Run, Lake, Forest, Soccer Field, Tennis Court, Basketball Court, Running Track, \
    Campground, Bike Trail, Farm, Hill
    2.0; gym; 0.6; 1.1 1.05 0.8 1.05; -0.1; 1.1; 3 6 5 3 1 0 0.5
    Gym, Gym / Fitness Center, Yoga Studio, Pilates Studio, Martial Arts Dojo, Gym Pool, \
    Boxing Gym, Dance Studio, Climbing Gym, Bowling Alley, Billiard Hall, Spa / Massage, \
    Athletics & Sports
    1.3; museum; 1.4; 1.0 1.1 1.0 1.0; -0.15; 1.35; 9 2 0.7 0.5 1.5 0.3 0.2
    Museum, Art Gallery, History Museum, Art Museum, Science Museum, Planetarium, Cultural \
    Center, Public Art, Aquarium, Maritime Museum, War Museum, Folk Art Museum, Library
    1.6; daylight; 1.3; 0.7 1.2 1.3 1.0; -0.1; 0.4; 10 1 0.3 1.0 0.6 0 0.8
    Historic Site, Monument / Landmark, Acropolis Site, Temple, Ancient Theater, Sculpture \
    Garden, Ancient Agora, Castle, Archaeological Site, Observation Deck, Fountain, Bridge, \
    Cemetery
    2.2; show; 1.5; 1.15 1.0 0.75 1.1; -0.25; 1.25; 6 5 4 1 1 0 0.5
    Movie Theater, Multiplex, Theater, Indie Movie Theater, Performing Arts Venue, Opera House, \
    Open-Air Cinema, Arcade, Laser Tag, Theme Park, Casino, Zoo, Circus, Escape Room, Puppet \
    Theater
    3.0; shops; 1.0; 1.1 1.0 0.85 1.05; -0.15; 1.1; 8 5 4 1.5 1.5 1 0
    Clothing Store, Shoe Store, Shopping Mall, Department Store, Jewelry Store, Accessories \
    Store, Cosmetics Shop, Women's Store, Men's Store, Sporting Goods Shop, Boutique, Kids Store, \
    Lingerie Store, Bridal Shop, Thrift / Vintage Store
    4.2; errands; 0.9; 1.0 1.0 1.0 1.0; 0.0; 1.0; 3 8 6 3 2 0.2 0.2
    Grocery Store, Supermarket, Convenience Store, Farmers Market, Butcher, Fish Market, Liquor \
    Store, Cheese Shop, Organic Grocery, Fruit & Vegetable Store, Kiosk, Wine Shop, Herbs & \
    Spices Store, Market
    3.0; errands; 0.75; 1.05 1.0 0.9 1.05; -0.1; 1.05; 5 6 4 1.5 1.5 0.3 0.1
    Bookstore, Electronics Store, Hardware Store, Furniture / Home Store, Mobile Phone Shop, \
    Toy / Game Store, Salon / Barbershop, Bank, Pet Store, Flower Shop, Music Store, Video Game \
    Store, Gas Station / Garage, Car Wash, Laundry Service, Record Shop, Tattoo Parlor, \
    Antique Shop, Nail Salon, Camera Store
    6.0; work; 0.15; 1.05 1.05 0.8 1.1; -0.1; 1.0; 7 3 4 0.5 2 1.5 0.2
    Office, Building, Coworking Space, Tech Startup, Conference Room, Factory, Advertising \
    Agency, Warehouse, Convention Center, Newsstand, Post Office, Design Studio, Radio Station, \
    TV Station, Recording Studio, Event Space
    3.0; school; 0.12; 1.25 1.1 0.35 1.3; -0.15; 1.0; 5 5 4 0.3 1.5 0 0.7
    University, College Academic Building, School, High School, College Library, Student Center, \
    College Cafeteria, Elementary School, College Lab, Language School, College Classroom, \
    Law School, Medical School, Music School, College Auditorium, Nursery School, Trade School
    1.3; office hours; 0.35; 1.25 1.0 0.8 1.0; -0.1; 1.0; 4 6 3 1 1 0 0.3
    Hospital, Doctor's Office, Pharmacy, Dentist's Office, Medical Center, Emergency Room, \
    Optical Shop, Veterinarian, Laboratory, Maternity Clinic, Physical Therapist, \
    Mental Health Office
    5.0; home; 1.15; 1.15 1.0 0.8 1.05; -0.15; 1.15; 2 9 8 2.5 2 0 0.5
    Home (private), Residential Building (Apartment / Condo), Neighborhood, Housing Development, \
    Assisted Living, Roof Terrace, Courtyard, Village, Parking, Road, City
    5.5; commute; 0.6; 1.05 1.05 0.9 1.05; -0.05; 1.05; 7 6 3 1.5 3 0.5 0.1
    Metro Station, Bus Station, Train Station, Tram Station, Bus Stop, Light Rail, Taxi Stand, \
    Rail Platform, Toll Plaza, Rest Area, Intersection, Bike Rental / Bike Share, Tunnel
    2.6; travel; 1.1; 0.75 1.0 1.5 0.9; 0.1; 0.95; 2 0.7 0.3 1 7 14 0.1
    Airport, Hotel, Airport Terminal, Airport Gate, Ferry, Boat or Ferry, Airport Lounge, Port, \
    Hostel, Plane, Resort, Travel Agency, Rental Car Location, Tourist Information Center, \
    Bed & Breakfast, Cruise Terminal, Duty-free Shop, Airport Food Court
    1.2; civic; 0.9; 1.0 1.1 0.9 1.0; -0.05; 0.95; 6 5 3 1 1.5 0 0.8
    Church, Government Building, City Hall, Courthouse, Embassy / Consulate, Monastery, Police \
    Station, Mosque, Military Base, Fire Station, Town Hall, Synagogue, Capitol Building, \
    Community Center, Voting Booth, Non-Profit, Cathedral
    1.2; show; 1.9; 1.1 1.1 0.7 1.1; 0.0; 0.7; 2 4 4 1 3 0 0.5
    Stadium, Soccer Stadium, Basketball Stadium, Arena, Racetrack, Festival, Street Fair, \
    Concert Arena, Track Stadium, Street Art, Outdoor Event Space, Exhibition Center
    """

  /// The shares of the day's 24 hours, from midnight, in parts of no fixed sum.
  static let hours = """
    morning: 1 1 1 1 1 2 5 12 20 24 24 22 19 16 13 12 14 17 18 16 12 9 6 3
    bakery: 2 2 1 1 1 3 9 18 20 16 12 10 9 8 6 5 7 10 12 12 10 9 7 4
    meals: 5 2 1 1 0.5 0.5 1 1 2 3 4 6 12 20 22 16 8 6 8 14 24 30 26 14
    snacks: 12 8 5 3 2 2 2 3 4 6 8 10 14 18 18 14 10 9 12 16 22 24 22 18
    evening: 28 20 12 7 4 2 1 1 1 1 2 3 4 5 6 6 7 9 12 16 22 30 36 34
    night: 40 38 30 20 12 6 2 0.5 0.3 0.3 0.3 0.3 0.5 0.5 0.5 0.5 1 1 2 4 8 14 24 36
    beach: 1 0.6 0.4 0.3 0.3 0.4 1 2 5 10 16 22 26 26 24 24 24 22 18 12 6 3 2 1.5
    daylight: 1 0.6 0.4 0.3 0.3 0.6 2 4 7 11 14 15 14 12 11 12 14 18 20 16 10 6 4 2
    gym: 0.5 0.3 0.2 0.2 0.3 1 4 8 9 9 8 7 6 5 5 7 12 18 22 20 14 7 3 1
    museum: 0.2 0.1 0.1 0.1 0.1 0.1 0.3 1 4 12 18 20 20 16 12 10 9 9 8 5 2 1 0.5 0.3
    show: 4 2 1 0.5 0.2 0.2 0.2 0.3 0.5 1 2 3 4 5 5 6 8 12 18 26 30 26 14 8
    shops: 0.3 0.2 0.1 0.1 0.1 0.1 0.3 1 4 11 16 18 18 15 11 9 11 16 20 18 9 3 1 0.5
    errands: 1 0.5 0.3 0.2 0.2 0.4 2 6 11 15 17 18 17 15 12 10 12 16 19 18 12 5 2 1.5
    work: 0.5 0.3 0.3 0.3 0.3 0.6 3 12 26 26 20 17 16 16 15 13 11 9 6 4 2 1.5 1 0.7
    school: 0.2 0.1 0.1 0.1 0.1 0.2 1 8 22 22 18 17 17 14 12 12 12 10 8 5 3 1 0.5 0.3
    office hours: 1 0.8 0.7 0.6 0.6 0.8 2 6 14 18 18 16 14 11 8 7 9 12 12 8 4 2 1.5 1.2
    home: 18 10 5 3 3 3 5 8 9 9 9 9 10 11 13 14 14 15 17 20 22 24 25 24
    commute: 4 2 1 1 2 6 16 26 26 16 11 10 10 11 13 15 18 22 20 15 12 10 9 7
    travel: 4 3 3 5 9 13 16 17 16 14 13 13 13 13 13 13 14 15 15 14 13 11 9 6
    civic: 1 0.5 0.3 0.3 0.3 0.5 2 6 12 15 16 15 13 10 7 6 7 10 11 8 4 2 1.5 1
    """
}
