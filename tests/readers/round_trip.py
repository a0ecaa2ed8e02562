#!/usr/bin/env python3
"""Shows published feeds to real feed readers, twice, and prints a line each: what they read, and what the second reading brought.

    newsloom demo --once --dir demo
    python3 tests/readers/round_trip.py demo/feeds all

Readers that are not installed are named and left out. newsboat, sfeed and rss2email come from Debian, `reader` and `feedparser` from PyPI,
`rss-parser` and `feedsmith` from npm (in a folder that NODE_PATH names).
"""

import http.server
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from functools import partial

FOLDER, FEED = pathlib.Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "all"
WANTED = json.loads((FOLDER / f"{FEED}.json").read_text())["items"]
IDS = {item["id"] for item in WANTED}
PHOTOS = {item["id"]: item["attachments"][0]["url"] for item in WANTED if item.get("attachments")}
TITLES = {item["id"]: item["title"] for item in WANTED}
failed = False


def line(reader, kind, found, again):
    """`found`: id -> (title, photo or None); `again`: what the second reading brought, None where the reader keeps nothing."""
    global failed
    ids = sum(id in IDS for id in found)
    titles = sum(found.get(id, ("",))[0] == title for id, title in TITLES.items())
    photos = sum(found.get(id, ("", None))[1] == url for id, url in PHOTOS.items())
    known = [] if again is None else list(again)
    shows_photos = any(photo is not None for _, photo in found.values())
    fine = ids == len(IDS) == len(found) and titles == len(TITLES) and not known and (photos == len(PHOTOS) or not shows_photos)
    failed |= not fine
    photo_cell = f"{photos}/{len(PHOTOS)}" if shows_photos else "-"
    again_cell = "-" if again is None else str(len(known))
    print(f"| {reader} | {kind} | {ids}/{len(IDS)} | {titles}/{len(TITLES)} | {photo_cell} | {again_cell} | {'yes' if fine else 'NO'} |", flush=True)


def serve():
    class Quiet(http.server.SimpleHTTPRequestHandler):
        extensions_map = {".rss": "application/rss+xml", ".atom": "application/atom+xml", ".json": "application/feed+json"}

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(FOLDER)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


def run(*command, **more):
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True, **more).stdout


def newsboat(base, home):
    for kind in ("rss", "atom"):
        place = home / f"newsboat-{kind}"
        place.mkdir()
        (place / "urls").write_text(f"{base}{FEED}.{kind}\n")
        (place / "config").write_text("")
        cache = place / "cache.db"
        reload = partial(run, "newsboat", "-u", place / "urls", "-C", place / "config", "-c", cache, "-x", "reload")
        reload()
        with sqlite3.connect(cache) as database:
            found = {guid: (title, photo or None) for guid, title, photo in database.execute("SELECT guid, title, enclosure_url FROM rss_item")}
            database.execute("UPDATE rss_item SET unread = 0")
        reload()
        with sqlite3.connect(cache) as database:
            again = [guid for guid, in database.execute("SELECT guid FROM rss_item WHERE unread = 1")]
        line(version("newsboat", "-v"), kind, found, again)


def version(command, flag):
    return " ".join(run(command, flag).split("\n")[0].split()[:2]).removesuffix(" -")


def sfeed(_base, _home):
    for kind in ("rss", "atom"):
        rows = [row.split("\t") for row in run("sfeed", input=(FOLDER / f"{FEED}.{kind}").read_text()).splitlines()]
        line("sfeed", kind, {row[5]: (row[1], row[7] or None) for row in rows}, None)


def rss2email(base, home):
    for kind in ("rss", "atom"):
        config, data = home / f"r2e-{kind}.cfg", home / f"r2e-{kind}.json"
        r2e = partial(run, "r2e", "-c", config, "-d", data)
        r2e("new", "reader@example.org")
        r2e("add", "feed", f"{base}{FEED}.{kind}")
        seen = lambda: set(json.loads(data.read_text())["feeds"][0]["seen"])
        r2e("run", "--no-send")
        first = seen()
        r2e("run", "--no-send")
        line("rss2email", kind, {id: (TITLES.get(id, ""), None) for id in first}, seen() - first)


def feedparser(_base, _home):
    import feedparser as library
    for kind in ("rss", "atom"):
        parsed = library.parse(str(FOLDER / f"{FEED}.{kind}"))
        assert not parsed.bozo, parsed.get("bozo_exception")
        found = {entry.id: (entry.title, entry.enclosures[0].href if entry.enclosures else None) for entry in parsed.entries}
        line(f"feedparser {library.__version__}", kind, found, None)


def reader(base, _home):
    import reader as library
    for kind in ("rss", "atom", "json"):
        store = library.make_reader(":memory:")
        store.add_feed(f"{base}{FEED}.{kind}")
        store.update_feeds()
        found = {}
        for entry in store.get_entries():
            found[entry.id] = (entry.title, entry.enclosures[0].href if entry.enclosures else None)
            store.mark_entry_as_read(entry)
        store.update_feeds()
        line(f"reader {library.__version__}", kind, found, [entry.id for entry in store.get_entries(read=False)])


def node(base, _home):
    script = pathlib.Path(__file__).with_name("round_trip.cjs")
    for row in map(json.loads, run("node", str(script), str(FOLDER), FEED).splitlines()):
        line(row["reader"], row["kind"], {id: (title, photo) for id, title, photo in row["found"]}, None)


def main():
    base = serve()
    print("| reader | format | ids | titles | photos | unread after the second reading | all right |\n| --- | --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as home:
        for name, program, look in [("newsboat", "newsboat", newsboat), ("sfeed", "sfeed", sfeed), ("rss2email", "r2e", rss2email),
                                    ("feedparser", None, feedparser), ("reader", None, reader), ("rss-parser and feedsmith", "node", node)]:
            if program and not shutil.which(program):
                print(f"left out: {name} is not installed", file=sys.stderr)
                continue
            try:
                look(base, pathlib.Path(home))
            except ImportError as error:
                print(f"left out: {name} ({error})", file=sys.stderr)
            except subprocess.CalledProcessError as error:
                global failed
                failed |= "Cannot find module" not in error.stderr
                print(f"left out: {name}: {error.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    os.environ.pop("http_proxy", None)
    sys.exit(main())
