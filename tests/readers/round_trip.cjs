// The readers of npm for round_trip.py: a JSON line a reader and format, with [id, title, photo] of every entry.
const fs = require("fs");
const Parser = require("rss-parser");
const { parseFeed } = require("feedsmith");

const [folder, feed] = process.argv.slice(2);
const text = (kind) => fs.readFileSync(`${folder}/${feed}.${kind}`, "utf8");
const tell = (reader, kind, found) => console.log(JSON.stringify({ reader, kind, found }));
const plain = (title) => (title && typeof title === "object" ? title.value : title);

(async () => {
  for (const kind of ["rss", "atom"]) {
    const { items } = await new Parser().parseString(text(kind));
    tell("rss-parser", kind, items.map((item) => [item.guid ?? item.id, item.title, item.enclosure?.url ?? null]));
  }
  for (const kind of ["rss", "atom", "json"]) {
    const parsed = parseFeed(text(kind)).feed;
    const photo = {
      rss: (item) => item.enclosures?.[0]?.url,
      atom: (item) => item.links?.find((link) => link.rel === "enclosure")?.href,
      json: (item) => item.attachments?.[0]?.url,
    }[kind];
    const id = (item) => item.guid?.value ?? item.id;
    tell("feedsmith", kind, (parsed.items ?? parsed.entries).map((item) => [id(item), plain(item.title), photo(item) ?? null]));
  }
})();
