// Renders published pages in headless Chromium, light, dark, on a phone and for print, and has axe look at them.
// usage: node pages.cjs FOLDER [SCREENSHOTS]   (playwright-core and axe-core in NODE_PATH, chromium in PATH)
const fs = require("fs");
const path = require("path");
const { pathToFileURL } = require("url");
const { chromium } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const [folder, shots] = process.argv.slice(2);
const stories = fs.readdirSync(path.join(folder, "story")).sort();
const pages = ["index.html", ...stories.slice(0, 2).map((name) => `story/${name}`)];
const views = [
  { name: "light", viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  { name: "dark", viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
  { name: "phone", viewport: { width: 390, height: 844 }, colorScheme: "light" },
  { name: "phone-dark", viewport: { width: 320, height: 640 }, colorScheme: "dark" },
];

(async () => {
  const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((file) => fs.existsSync(file));
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  let problems = 0;
  const complain = (...words) => {
    problems += 1;
    console.error(...words);
  };
  for (const view of views) {
    // axe is put into the page from outside, past the page's own rules.
    const context = await browser.newContext({ viewport: view.viewport, colorScheme: view.colorScheme, bypassCSP: true });
    for (const name of pages) {
      const page = await context.newPage();
      page.on("console", (message) => message.type() === "error" && !/Failed to load resource/.test(message.text()) && complain(name, message.text()));
      await page.goto(pathToFileURL(path.resolve(folder, name)).href, { waitUntil: "load" });
      await page.evaluate(axe);
      const found = await page.evaluate(() => axe.run(document));
      for (const violation of found.violations) {
        complain(`${name} (${view.name}): ${violation.id}: ${violation.help}: ${violation.nodes[0].html.slice(0, 160)}`);
      }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) complain(`${name} (${view.name}): ${wide} pixels wider than the window`);
      if (await page.evaluate(() => document.scripts.length)) complain(`${name}: holds a script`);
      if (shots) await page.screenshot({ path: path.join(shots, `${name.replace(/\W+/g, "-")}-${view.name}.png`), fullPage: view.name !== "light" || name !== "index.html" });
      if (shots && view.name === "light") await page.pdf({ path: path.join(shots, `${name.replace(/\W+/g, "-")}.pdf`), format: "A4" });
      await page.close();
    }
    await context.close();
  }
  await browser.close();
  console.log(`${pages.length} pages in ${views.length} views: ${problems} problems`);
  process.exit(problems ? 1 : 0);
})();
