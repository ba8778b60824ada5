"""Words of places: streets in many languages, parts of an address, states, countries, cities.

Used by the address rules and as word classes of the tagger. Invariant: folded (lower case, without
marks on letters). Deliberately elsewhere: what is made of them.
"""

from __future__ import annotations

from app.confidentiality.detectors.tables import words

STREETS = words(
    """
    street st avenue ave av road rd lane ln drive dr boulevard blvd court ct place pl way
    terrace ter square sq crescent close highway hwy parkway pkwy circle cir alley row walk mews
    grove gardens hill trail pike turnpike route rte broadway plaza crossing bypass quay wharf
    loop path expressway freeway gate green park rise view strasse str gasse weg allee platz
    ring damm ufer chaussee stieg rue impasse chemin quai cours allees faubourg passage calle
    avenida avda carrera paseo camino plaza ronda travesia callejon rua travessa largo praca
    estrada alameda via viale corso piazza vicolo largo strada straat laan weg plein gracht kade
    dreef steenweg singel gatan vagen gata vag gate vej vejen veien gade alle stigen katu tie
    kuja polku ulica ul aleja al plac os osiedle rynek ulice namesti trida nabrezi ulita utca ut
    ter korut koz sor strada calea bulevardul soseaua aleea odos leoforos plateia ulitsa
    prospekt pereulok naberezhnaya bulvar shosse proezd ploshchad tupik proyezd sokak caddesi
    cadde bulvari mahallesi marg nagar chowk jalan lorong dori jie lu
    """
)
STREET_ENDINGS = [
    "strasse",
    "straße",
    "straat",
    "gasse",
    "weg",
    "allee",
    "platz",
    "ring",
    "damm",
    "laan",
    "plein",
    "gracht",
    "kade",
    "dreef",
    "steenweg",
    "singel",
    "gatan",
    "vagen",
    "vägen",
    "gata",
    "vej",
    "vejen",
    "veien",
    "gade",
    "stigen",
    "katu",
    "tie",
    "kuja",
    "utca",
    "ufer",
    "stig",
    "alle",
    "stræde",
    "straede",
    "bakken",
    "plaats",
]
UNITS = words(
    """
    apt apartment suite ste unit flat floor fl room rm building bldg block house box po postfach
    bp office studio penthouse lot psc fpo apo dpo attn kv kvartira d dom korp korpus etazh ofis
    stroenie
    """
)
STATES = words(
    """
    al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm
    ny nc nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy dc ab bc mb nb nl ns on pe qc sk
    nsw vic qld alabama alaska arizona arkansas california colorado connecticut delaware florida
    hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts
    michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon
    pennsylvania tennessee texas utah vermont virginia wisconsin wyoming ontario quebec alberta
    manitoba saskatchewan
    """
)
COUNTRIES = words(
    """
    afghanistan albania algeria andorra angola argentina armenia australia austria azerbaijan
    bahamas bahrain bangladesh barbados belarus belgium belize benin bhutan bolivia bosnia
    botswana brazil brunei bulgaria burundi cambodia cameroon canada chile china colombia congo
    croatia cuba cyprus czechia czech denmark djibouti ecuador egypt england eritrea estonia
    eswatini ethiopia fiji finland france gabon gambia germany ghana greece greenland grenada
    guatemala guinea guyana haiti honduras hungary iceland india indonesia iran iraq ireland
    israel italy jamaica japan kazakhstan kenya kiribati korea kosovo kuwait kyrgyzstan laos
    latvia lebanon lesotho liberia libya liechtenstein lithuania luxembourg macedonia madagascar
    malawi malaysia maldives mali malta mauritania mauritius mexico micronesia moldova monaco
    mongolia montenegro morocco mozambique myanmar namibia nauru nepal netherlands nicaragua
    niger nigeria norway oman pakistan palau palestine panama paraguay peru philippines poland
    portugal qatar romania russia rwanda samoa scotland senegal serbia seychelles singapore
    slovakia slovenia somalia spain sudan suriname swaziland sweden switzerland syria taiwan
    tajikistan tanzania thailand togo tonga tunisia turkey turkmenistan tuvalu uganda ukraine
    uruguay usa uk us uae uzbekistan vanuatu venezuela vietnam wales yemen zambia zimbabwe
    """
)
CITIES = words(
    """
    aberdeen abuja accra adelaide amsterdam ankara antwerp asuncion athens atlanta auckland
    austin baghdad baku bangkok barcelona basel beijing beirut belfast belgrade bergen berlin
    bern bilbao birmingham bogota bologna bordeaux boston brasilia bratislava bremen brisbane
    bristol brno brussels bucharest budapest buenos aires bursa cairo calgary canberra caracas
    cardiff casablanca chennai chicago cologne copenhagen cork dakar dallas damascus delhi
    denver detroit dhaka doha dortmund dresden dubai dublin durban dusseldorf edinburgh edmonton
    essen florence frankfurt gdansk geneva genoa ghent glasgow gothenburg graz grenoble hague
    halifax hamburg hanoi hanover harare havana helsinki honolulu houston hyderabad innsbruck
    istanbul izmir jakarta jeddah jerusalem johannesburg kabul karachi kathmandu kazan kharkiv
    khartoum kiev kyiv kinshasa kingston krakow kyoto lagos lahore lausanne leeds leicester
    leipzig lille lima lisbon liverpool ljubljana london lucerne lviv lyon madrid malaga malmo
    managua manchester manila maputo marseille melbourne memphis miami milan minsk mombasa
    monterrey montevideo montpellier montreal moscow mumbai munich nagoya nairobi nantes naples
    nashville newcastle nice nicosia nottingham nuremberg odense odessa orlando osaka oslo
    ottawa oxford palermo paris perth philadelphia phoenix pittsburgh plovdiv porto portland
    prague pretoria quito rabat reykjavik riga riyadh rome rotterdam salzburg santiago sarajevo
    seattle seoul seville shanghai sheffield skopje sofia southampton split stockholm stuttgart
    sydney taipei tallinn tampa tampere tashkent tbilisi tehran thessaloniki tirana tokyo
    toronto toulouse trieste tripoli tromso tunis turin turku utrecht valencia valletta
    vancouver venice verona vienna vilnius warsaw wellington wroclaw york zagreb zaragoza zurich
    cambridge brooklyn queens bronx manhattan
    """
)
