extension CarModel {
  /// manufacturer; model; price when new in dollars; type; size; cylinders; drives; fuels;
  /// first and last year; weight; variants. A drive or a fuel is one of those named.
  static let data = """
    ford; f-150; 44000; pickup; full-size; 8; 4wd rwd; gas; 1975 2021; 60; xlt|lariat|xl
    ford; f-250 super duty; 56000; pickup; full-size; 8; 4wd; diesel gas; 1999 2021; 22; lariat|xlt
    ford; f-350; 62000; truck; full-size; 8; 4wd rwd; diesel; 1980 2021; 10; dually
    ford; ranger; 28000; pickup; mid-size; 4; rwd 4wd; gas; 1983 2021; 14; xlt
    ford; escape; 27500; SUV; mid-size; 4; fwd 4wd; gas; 2001 2021; 30; se|titanium|sel
    ford; explorer; 37000; SUV; mid-size; 6; 4wd rwd; gas; 1991 2021; 26; xlt|limited
    ford; expedition; 55000; SUV; full-size; 8; 4wd rwd; gas; 1997 2021; 12; limited|el
    ford; edge; 34000; SUV; mid-size; 6; fwd 4wd; gas; 2007 2021; 15; sel|sport
    ford; fusion; 25500; sedan; mid-size; 4; fwd; gas hybrid; 2006 2020; 24; se|titanium
    ford; focus; 19500; hatchback; compact; 4; fwd; gas; 2000 2018; 18; se
    ford; fiesta; 16500; hatchback; sub-compact; 4; fwd; gas; 2011 2019; 5; se
    ford; taurus; 29000; sedan; full-size; 6; fwd; gas; 1986 2019; 8; limited
    ford; mustang; 33000; coupe; mid-size; 8; rwd; gas; 1965 2021; 24; gt|premium|convertible
    ford; econoline e250; 34000; van; full-size; 8; rwd; gas; 1975 2014; 6; cargo
    ford; transit; 38000; van; full-size; 6; rwd; gas diesel; 2014 2021; 8; 250, medium roof
    ford; thunderbird; 31000; convertible; mid-size; 8; rwd; gas; 1955 2005; 3;
    ford; crown victoria; 27000; sedan; full-size; 8; rwd; gas; 1980 2011; 3;
    ford; bronco; 36000; SUV; mid-size; 8; 4wd; gas; 1966 1996; 4;
    chevrolet; silverado 1500; 43000; pickup; full-size; 8; 4wd rwd; gas; 1988 2021; 52; lt|ltz
    chevrolet; silverado 2500hd; 55000; pickup; full-size; 8; 4wd; diesel gas; 2001 2021; 18; lt
    chevrolet; colorado; 31000; pickup; mid-size; 4; 4wd rwd; gas; 2004 2021; 10; lt|z71
    chevrolet; tahoe; 56000; SUV; full-size; 8; 4wd rwd; gas; 1995 2021; 18; lt|premier
    chevrolet; suburban; 60000; SUV; full-size; 8; 4wd rwd; gas; 1970 2021; 10; ltz
    chevrolet; equinox; 27000; SUV; mid-size; 4; fwd 4wd; gas; 2005 2021; 22; lt|premier
    chevrolet; traverse; 35000; SUV; full-size; 6; fwd 4wd; gas; 2009 2021; 10; lt
    chevrolet; trax; 23000; SUV; compact; 4; fwd 4wd; gas; 2015 2021; 6; ls
    chevrolet; malibu; 25000; sedan; mid-size; 4; fwd; gas; 1997 2021; 18; lt|ls
    chevrolet; impala; 31000; sedan; full-size; 6; fwd; gas; 1960 2020; 15; lt|ltz
    chevrolet; cruze; 20500; sedan; compact; 4; fwd; gas; 2011 2019; 16; lt
    chevrolet; sonic; 17000; hatchback; sub-compact; 4; fwd; gas; 2012 2020; 5; lt
    chevrolet; volt; 36000; hatchback; compact; 4; fwd; hybrid; 2011 2019; 4; premier
    chevrolet; bolt; 39000; hatchback; compact; other; fwd; electric; 2017 2021; 2; lt
    chevrolet; camaro; 34000; coupe; mid-size; 8; rwd; gas; 1967 2021; 16; ss|lt|convertible
    chevrolet; corvette; 64000; coupe; compact; 8; rwd; gas; 1954 2021; 18; stingray|convertible
    chevrolet; s-10; 22000; pickup; compact; 4; rwd 4wd; gas; 1983 2004; 6;
    chevrolet; c10; 24000; pickup; full-size; 8; rwd; gas; 1960 1987; 6;
    chevrolet; express 2500; 36000; van; full-size; 8; rwd; gas; 1996 2021; 7; cargo
    toyota; camry; 27500; sedan; mid-size; 4; fwd; gas hybrid; 1983 2021; 34; le|se|xle
    toyota; corolla; 21500; sedan; compact; 4; fwd; gas; 1971 2021; 30; le|s
    toyota; prius; 27000; hatchback; compact; 4; fwd; hybrid; 2001 2021; 20; two|three
    toyota; tacoma; 33000; pickup; mid-size; 6; 4wd rwd; gas; 1995 2021; 32; trd off road|sr5
    toyota; tundra; 43000; pickup; full-size; 8; 4wd rwd; gas; 2000 2021; 18; sr5|limited, crewmax
    toyota; 4runner; 40000; SUV; mid-size; 6; 4wd rwd; gas; 1984 2021; 20; sr5|limited
    toyota; rav4; 29000; SUV; compact; 4; 4wd fwd; gas hybrid; 1996 2021; 24; xle|limited
    toyota; highlander; 38000; SUV; mid-size; 6; 4wd fwd; gas hybrid; 2001 2021; 14; limited
    toyota; sienna; 36000; mini-van; full-size; 6; fwd; gas; 1998 2021; 14; xle
    toyota; avalon; 36500; sedan; full-size; 6; fwd; gas; 1995 2021; 6; limited
    toyota; yaris; 17000; hatchback; sub-compact; 4; fwd; gas; 2006 2020; 4;
    toyota; land cruiser; 86000; SUV; full-size; 8; 4wd; gas; 1965 2021; 3;
    toyota; sequoia; 57000; SUV; full-size; 8; 4wd; gas; 2001 2021; 4; sr5
    toyota; matrix; 20000; wagon; compact; 4; fwd; gas; 2003 2013; 4;
    honda; civic; 22500; sedan; compact; 4; fwd; gas; 1973 2021; 34; ex|lx|si
    honda; accord; 27000; sedan; mid-size; 4; fwd; gas hybrid; 1976 2021; 34; ex-l|sport|lx
    honda; cr-v; 28500; SUV; compact; 4; 4wd fwd; gas; 1997 2021; 26; ex|ex-l|touring
    honda; odyssey; 35000; mini-van; full-size; 6; fwd; gas; 1995 2021; 18; ex-l|touring
    honda; pilot; 38000; SUV; mid-size; 6; 4wd fwd; gas; 2003 2021; 14; ex-l
    honda; fit; 18000; hatchback; sub-compact; 4; fwd; gas; 2007 2020; 7; sport
    honda; ridgeline; 37000; pickup; mid-size; 6; 4wd; gas; 2006 2021; 5; rtl
    honda; element; 22500; SUV; compact; 4; fwd 4wd; gas; 2003 2011; 4; ex
    honda; s2000; 37000; convertible; sub-compact; 4; rwd; gas; 2000 2009; 1;
    nissan; altima; 26000; sedan; mid-size; 4; fwd; gas; 1993 2021; 28; 2.5 s|2.5 sv
    nissan; sentra; 20000; sedan; compact; 4; fwd; gas; 1982 2021; 16; sv
    nissan; rogue; 28000; SUV; compact; 4; 4wd fwd; gas; 2008 2021; 22; sv|sl
    nissan; pathfinder; 36000; SUV; mid-size; 6; 4wd; gas; 1986 2021; 10; sl
    nissan; frontier; 29000; pickup; mid-size; 6; 4wd rwd; gas; 1998 2021; 12; sv|crew cab
    nissan; titan; 42000; pickup; full-size; 8; 4wd; gas; 2004 2021; 6; sv
    nissan; maxima; 36000; sedan; mid-size; 6; fwd; gas; 1985 2021; 9; sv
    nissan; murano; 35000; SUV; mid-size; 6; 4wd fwd; gas; 2003 2021; 8; sl
    nissan; versa; 16000; sedan; sub-compact; 4; fwd; gas; 2007 2021; 9; note
    nissan; leaf; 31500; hatchback; compact; other; fwd; electric; 2011 2021; 5; sv
    nissan; 370z; 33500; coupe; compact; 6; rwd; gas; 2009 2020; 3; nismo
    nissan; xterra; 27500; SUV; mid-size; 6; 4wd; gas; 2000 2015; 5;
    jeep; wrangler; 38000; SUV; compact; 6; 4wd; gas; 1987 2021; 30; unlimited|sport|rubicon
    jeep; grand cherokee; 41000; SUV; mid-size; 6; 4wd rwd; gas; 1993 2021; 26; limited|laredo
    jeep; cherokee; 30000; SUV; mid-size; 4; 4wd fwd; gas; 1984 2021; 12; latitude|sport
    jeep; compass; 26500; SUV; compact; 4; 4wd fwd; gas; 2007 2021; 8; latitude
    jeep; patriot; 23000; SUV; compact; 4; 4wd fwd; gas; 2007 2017; 7;
    jeep; liberty; 25000; SUV; mid-size; 6; 4wd; gas; 2002 2012; 6; sport
    jeep; renegade; 25000; SUV; compact; 4; 4wd fwd; gas; 2015 2021; 5; latitude
    jeep; gladiator; 44000; pickup; mid-size; 6; 4wd; gas; 2020 2021; 4; sport
    gmc; sierra 1500; 45000; pickup; full-size; 8; 4wd rwd; gas; 1988 2021; 26; slt|denali|crew cab
    gmc; sierra 2500hd; 58000; pickup; full-size; 8; 4wd; diesel gas; 2001 2021; 10; denali
    gmc; acadia; 37000; SUV; full-size; 6; 4wd fwd; gas; 2007 2021; 9; slt
    gmc; yukon; 60000; SUV; full-size; 8; 4wd; gas; 1992 2021; 9; denali|xl
    gmc; terrain; 30500; SUV; mid-size; 4; fwd 4wd; gas; 2010 2021; 7; sle
    gmc; canyon; 32000; pickup; mid-size; 4; 4wd rwd; gas; 2004 2021; 5; slt
    ram; 1500; 44000; pickup; full-size; 8; 4wd rwd; gas; 2011 2021; 34; big horn|laramie|crew cab
    ram; 2500; 57000; pickup; full-size; 6; 4wd; diesel; 2011 2021; 16; laramie|tradesman
    ram; 3500; 63000; truck; full-size; 6; 4wd; diesel; 2011 2021; 7; dually
    ram; promaster; 36000; van; full-size; 6; fwd; gas; 2014 2021; 4; 1500
    dodge; grand caravan; 28000; mini-van; full-size; 6; fwd; gas; 1987 2020; 16; sxt|se
    dodge; charger; 34000; sedan; full-size; 8; rwd 4wd; gas; 1966 2021; 16; r/t|sxt
    dodge; challenger; 36000; coupe; full-size; 8; rwd; gas; 1970 2021; 13; r/t|srt hellcat
    dodge; durango; 40000; SUV; full-size; 6; 4wd rwd; gas; 1998 2021; 9; gt|limited
    dodge; journey; 26000; SUV; mid-size; 4; fwd 4wd; gas; 2009 2020; 10; sxt
    dodge; dakota; 24500; pickup; mid-size; 6; 4wd rwd; gas; 1987 2011; 5; slt
    dodge; ram 1500; 36000; pickup; full-size; 8; 4wd rwd; gas; 1981 2010; 12; slt
    dodge; dart; 19500; sedan; compact; 4; fwd; gas; 2013 2016; 4; sxt
    dodge; avenger; 22500; sedan; mid-size; 4; fwd; gas; 2008 2014; 4;
    chrysler; 300; 34000; sedan; full-size; 6; rwd 4wd; gas; 2005 2021; 9; touring|s
    chrysler; town & country; 33000; mini-van; full-size; 6; fwd; gas; 1990 2016; 10; touring
    chrysler; pacifica; 38000; mini-van; full-size; 6; fwd; gas hybrid; 2004 2021; 5; touring l
    chrysler; 200; 24000; sedan; mid-size; 4; fwd; gas; 2011 2017; 7; limited
    chrysler; pt cruiser; 19000; wagon; compact; 4; fwd; gas; 2001 2010; 4;
    chrysler; sebring; 23000; convertible; mid-size; 6; fwd; gas; 1995 2010; 3;
    hyundai; elantra; 20000; sedan; compact; 4; fwd; gas; 1992 2021; 18; se|limited
    hyundai; sonata; 25000; sedan; mid-size; 4; fwd; gas hybrid; 1989 2021; 16; limited|se
    hyundai; santa fe; 30000; SUV; mid-size; 4; 4wd fwd; gas; 2001 2021; 11; sport
    hyundai; tucson; 26000; SUV; compact; 4; 4wd fwd; gas; 2005 2021; 9; se
    hyundai; accent; 16000; sedan; sub-compact; 4; fwd; gas; 1995 2021; 6;
    hyundai; genesis; 40000; sedan; full-size; 6; rwd; gas; 2009 2016; 4; 3.8
    hyundai; veloster; 20500; coupe; compact; 4; fwd; gas; 2012 2021; 3; turbo
    kia; optima; 25000; sedan; mid-size; 4; fwd; gas hybrid; 2001 2020; 12; lx|ex
    kia; sorento; 31000; SUV; mid-size; 6; 4wd fwd; gas; 2003 2021; 11; lx|ex
    kia; soul; 20000; wagon; compact; 4; fwd; gas; 2010 2021; 12; base|plus
    kia; sportage; 26500; SUV; compact; 4; 4wd fwd; gas; 1995 2021; 8; lx
    kia; forte; 20000; sedan; compact; 4; fwd; gas; 2010 2021; 8; lx
    kia; rio; 16500; sedan; sub-compact; 4; fwd; gas; 2001 2021; 4;
    kia; sedona; 31000; mini-van; full-size; 6; fwd; gas; 2002 2021; 4; lx
    subaru; outback; 31000; wagon; mid-size; 4; 4wd; gas; 1995 2021; 24; 2.5i premium|limited
    subaru; forester; 28000; SUV; compact; 4; 4wd; gas; 1998 2021; 18; 2.5i premium
    subaru; impreza; 22500; hatchback; compact; 4; 4wd; gas; 1993 2021; 12; sport
    subaru; legacy; 26000; sedan; mid-size; 4; 4wd; gas; 1990 2021; 8; 2.5i
    subaru; crosstrek; 26000; SUV; compact; 4; 4wd; gas; 2013 2021; 10; premium
    subaru; wrx; 32000; sedan; compact; 4; 4wd; gas; 2002 2021; 8; sti
    subaru; ascent; 37000; SUV; full-size; 4; 4wd; gas; 2019 2021; 2; touring
    volkswagen; jetta; 21500; sedan; compact; 4; fwd; gas diesel; 1980 2021; 20; tdi|se
    volkswagen; passat; 26500; sedan; mid-size; 4; fwd; gas diesel; 1990 2021; 12; se
    volkswagen; golf; 23000; hatchback; compact; 4; fwd; gas; 1985 2021; 8; tsi
    volkswagen; gti; 29500; hatchback; compact; 4; fwd; gas; 1985 2021; 5; autobahn
    volkswagen; tiguan; 28500; SUV; compact; 4; 4wd fwd; gas; 2009 2021; 8; se
    volkswagen; beetle; 22500; coupe; compact; 4; fwd; gas; 1960 2019; 8; turbo|convertible
    volkswagen; atlas; 37000; SUV; full-size; 6; 4wd; gas; 2018 2021; 3; sel
    bmw; 3 series; 43000; sedan; compact; 6; rwd 4wd; gas; 1977 2021; 24; 328i|335i|330i xdrive
    bmw; 5 series; 57000; sedan; mid-size; 6; rwd 4wd; gas; 1975 2021; 12; 528i|535i
    bmw; x5; 62000; SUV; mid-size; 6; 4wd; gas diesel; 2000 2021; 12; xdrive35i
    bmw; x3; 46000; SUV; mid-size; 4; 4wd; gas; 2004 2021; 8; xdrive28i
    bmw; 7 series; 88000; sedan; full-size; 8; rwd 4wd; gas; 1978 2021; 4; 750li
    bmw; x1; 36500; SUV; compact; 4; 4wd; gas; 2012 2021; 4; xdrive28i
    bmw; z4; 51000; convertible; compact; 6; rwd; gas; 2003 2020; 2; sdrive28i
    bmw; m3; 69000; sedan; compact; 6; rwd; gas; 1988 2020; 2;
    mercedes-benz; c-class; 43000; sedan; compact; 4; rwd 4wd; gas; 1994 2021; 15; c 300|c 250
    mercedes-benz; e-class; 57000; sedan; mid-size; 6; rwd 4wd; gas diesel; 1985 2021; 10; e 350
    mercedes-benz; s-class; 97000; sedan; full-size; 8; rwd 4wd; gas; 1980 2021; 4; s 550
    mercedes-benz; glk; 40000; SUV; compact; 6; 4wd; gas; 2010 2015; 3; 350
    mercedes-benz; m-class; 52000; SUV; mid-size; 6; 4wd; gas diesel; 1998 2015; 5; ml 350
    mercedes-benz; sprinter; 47000; van; full-size; 6; rwd; diesel; 2007 2021; 4; 2500, high roof
    mercedes-benz; sl-class; 95000; convertible; compact; 8; rwd; gas; 1965 2020; 3; sl 550
    audi; a4; 41000; sedan; compact; 4; 4wd fwd; gas; 1996 2021; 12; 2.0t premium
    audi; q5; 45000; SUV; mid-size; 4; 4wd; gas; 2009 2021; 9; premium plus
    audi; a6; 55000; sedan; mid-size; 6; 4wd; gas; 1995 2021; 5; 3.0t
    audi; q7; 58000; SUV; full-size; 6; 4wd; gas diesel; 2007 2021; 5; premium
    audi; a3; 34500; sedan; compact; 4; fwd 4wd; gas; 2006 2021; 4; 2.0 tdi
    audi; tt; 46000; coupe; sub-compact; 4; 4wd; gas; 2000 2020; 2; quattro
    lexus; rx 350; 46500; SUV; mid-size; 6; 4wd fwd; gas; 2007 2021; 11; f sport
    lexus; es 350; 41000; sedan; mid-size; 6; fwd; gas; 2007 2021; 8;
    lexus; is 250; 37500; sedan; compact; 6; rwd 4wd; gas; 2006 2015; 6; f sport
    lexus; gx 460; 55000; SUV; full-size; 8; 4wd; gas; 2010 2021; 4; premium
    lexus; ls 430; 57000; sedan; full-size; 8; rwd; gas; 2001 2006; 2;
    acura; mdx; 46000; SUV; mid-size; 6; 4wd; gas; 2001 2021; 10; technology
    acura; tl; 37000; sedan; mid-size; 6; fwd; gas; 1996 2014; 6; 3.2
    acura; tlx; 35000; sedan; mid-size; 4; fwd 4wd; gas; 2015 2021; 4; technology
    acura; rdx; 38500; SUV; compact; 6; 4wd fwd; gas; 2007 2021; 5;
    infiniti; g37; 38000; sedan; mid-size; 6; rwd 4wd; gas; 2008 2013; 6; x
    infiniti; q50; 37500; sedan; mid-size; 6; 4wd rwd; gas; 2014 2021; 6; 3.0t
    infiniti; qx60; 45000; SUV; mid-size; 6; 4wd fwd; gas; 2013 2020; 4;
    cadillac; escalade; 80000; SUV; full-size; 8; 4wd rwd; gas; 1999 2021; 8; esv|luxury
    cadillac; cts; 46000; sedan; mid-size; 6; rwd 4wd; gas; 2003 2019; 7; luxury
    cadillac; srx; 40000; SUV; mid-size; 6; fwd 4wd; gas; 2004 2016; 6; luxury
    cadillac; deville; 46000; sedan; full-size; 8; fwd; gas; 1960 2005; 4;
    cadillac; xt5; 46000; SUV; mid-size; 6; fwd 4wd; gas; 2017 2021; 4; premium
    buick; enclave; 42000; SUV; full-size; 6; fwd 4wd; gas; 2008 2021; 8; premium
    buick; lacrosse; 33500; sedan; full-size; 6; fwd; gas; 2005 2019; 6; cxl
    buick; encore; 26000; SUV; compact; 4; fwd 4wd; gas; 2013 2021; 6;
    buick; lesabre; 29000; sedan; full-size; 6; fwd; gas; 1965 2005; 4; custom
    buick; regal; 30000; sedan; mid-size; 4; fwd; gas; 1975 2020; 4;
    mazda; mazda3; 21500; hatchback; compact; 4; fwd; gas; 2004 2021; 14; grand touring
    mazda; cx-5; 28000; SUV; compact; 4; 4wd fwd; gas; 2013 2021; 10; touring
    mazda; mazda6; 26000; sedan; mid-size; 4; fwd; gas; 2003 2021; 7;
    mazda; mx-5 miata; 28000; convertible; sub-compact; 4; rwd; gas; 1990 2021; 6; grand touring
    mazda; cx-9; 35500; SUV; full-size; 6; 4wd fwd; gas; 2007 2021; 4; touring
    lincoln; mkz; 38000; sedan; mid-size; 4; fwd 4wd; gas hybrid; 2007 2020; 6;
    lincoln; navigator; 76000; SUV; full-size; 8; 4wd; gas; 1998 2021; 5;
    lincoln; town car; 46000; sedan; full-size; 8; rwd; gas; 1981 2011; 4; signature
    lincoln; mkx; 42000; SUV; mid-size; 6; fwd 4wd; gas; 2007 2018; 4;
    volvo; xc90; 53000; SUV; full-size; 6; 4wd; gas; 2003 2021; 6; t6
    volvo; s60; 37500; sedan; mid-size; 4; fwd 4wd; gas; 2001 2021; 5; t5
    volvo; xc60; 43500; SUV; mid-size; 4; 4wd; gas; 2010 2021; 4; t6
    volvo; v70; 35500; wagon; mid-size; 5; fwd; gas; 1998 2010; 3;
    mitsubishi; outlander; 27000; SUV; compact; 4; 4wd fwd; gas; 2003 2021; 7; sport
    mitsubishi; lancer; 19500; sedan; compact; 4; fwd; gas; 2002 2017; 5; es
    mitsubishi; eclipse; 24000; coupe; compact; 4; fwd; gas; 1990 2012; 3; spyder
    mini; cooper; 26500; hatchback; sub-compact; 4; fwd; gas; 2002 2021; 12; s|countryman
    pontiac; g6; 22500; sedan; mid-size; 4; fwd; gas; 2005 2010; 4; gt
    pontiac; firebird; 27000; coupe; mid-size; 8; rwd; gas; 1967 2002; 4; trans am
    pontiac; vibe; 19500; wagon; compact; 4; fwd; gas; 2003 2010; 3;
    pontiac; grand prix; 25500; sedan; mid-size; 6; fwd; gas; 1965 2008; 3; gt
    saturn; vue; 22500; SUV; compact; 4; fwd 4wd; gas; 2002 2010; 3;
    saturn; ion; 16000; sedan; compact; 4; fwd; gas; 2003 2007; 2;
    mercury; grand marquis; 29000; sedan; full-size; 8; rwd; gas; 1980 2011; 4; ls
    mercury; mountaineer; 32500; SUV; mid-size; 6; 4wd; gas; 1997 2010; 2;
    mercury; milan; 23500; sedan; mid-size; 4; fwd; gas; 2006 2011; 2;
    rover; range rover sport; 72000; SUV; full-size; 6; 4wd; gas diesel; 2006 2021; 6; hse
    rover; discovery; 56000; SUV; full-size; 6; 4wd; gas; 1994 2021; 3; hse
    rover; range rover evoque; 45000; SUV; compact; 4; 4wd; gas; 2012 2021; 3;
    jaguar; xf; 54000; sedan; mid-size; 6; rwd 4wd; gas; 2009 2020; 4; premium
    jaguar; f-pace; 50000; SUV; mid-size; 6; 4wd; gas; 2017 2021; 3; prestige
    jaguar; xj8; 66000; sedan; full-size; 8; rwd; gas; 1998 2009; 2;
    porsche; 911; 102000; coupe; compact; 6; rwd 4wd; gas; 1965 2021; 5; carrera|carrera s
    porsche; cayenne; 69000; SUV; mid-size; 6; 4wd; gas; 2003 2021; 5; s
    porsche; boxster; 58000; convertible; compact; 6; rwd; gas; 1997 2021; 3; s
    porsche; macan; 55000; SUV; compact; 6; 4wd; gas; 2015 2021; 2; s
    tesla; model 3; 46000; sedan; mid-size; other; rwd 4wd; electric; 2017 2021; 6; long range
    tesla; model s; 82000; sedan; full-size; other; 4wd rwd; electric; 2012 2021; 4; 75d
    fiat; 500; 18500; hatchback; sub-compact; 4; fwd; gas electric; 2012 2019; 6; pop
    alfa-romeo; giulia; 43000; sedan; mid-size; 4; rwd 4wd; gas; 2017 2021; 2; ti
    datsun; 280z; 26000; coupe; compact; 6; rwd; gas; 1970 1983; 1;
    harley-davidson; road king; 21000; other; full-size; other; rwd; gas; 1994 2021; 1;
    ferrari; 458 italia; 240000; coupe; compact; 8; rwd; gas; 2010 2015; 0.3;
    aston-martin; vantage; 125000; coupe; compact; 8; rwd; gas; 2006 2020; 0.4;
    """
}
