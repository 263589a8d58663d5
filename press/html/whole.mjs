// usage: whole.mjs SITE
//
// SITE/book.html, the whole book on one page: to be searched, printed or kept.
// It has all of the pages that the title page lists but the playground and the
// index of names; its figures stand still. Ids that several pages have get the
// name of their page, and links lead to where things are now.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { without } from "./elements.mjs";

const [site] = process.argv.slice(2);
const read = (name) => readFileSync(join(site, name), "utf8");
const left = ["playground.html", "index-of-names.html"];

// Without what only the page of a chapter can do.
function still(html) {
  const rest = html.replace(/(<figure class="[^"]*?)( bench)?"([^>]*)>/g,
    (_, open, bench, more) =>
      `${open}"${more.replace(/ data-[\w-]+="[^"]*"/g, "")}>`);
  return without(rest, '<div class="controls');
}

const title = read("index.html");
const toc = title.match(/<ol class="toc">[^]*<\/ol>/)[0];
const pages = [...toc.matchAll(/<a class="chapter" href="([^"]+)"/g)]
  .map(([, name]) => name).filter((name) => !left.includes(name))
  .map((name) => {
    const html = read(name);
    return { name, stem: name.replace(".html", ""), html,
      text: still(html.match(/<main id="text">([^]*)<\/main>/)[1]) };
  });

const idsOf = ({ text }) => [...text.matchAll(/\sid="([^"]+)"/g)]
  .map(([, id]) => id);
const owners = new Map();
for (const page of pages) {
  page.ids = new Set(idsOf(page));
  [page.first] = page.ids;
  for (const id of page.ids) owners.set(id, (owners.get(id) ?? 0) + 1);
}
const named = (page, id) => (owners.get(id) > 1 ? `${page.stem}-${id}` : id);
const byName = new Map(pages.map((page) => [page.name, page]));

function linked(page, html) {
  return html
    .replace(/\sid="([^"]+)"/g, (_, id) => ` id="${named(page, id)}"`)
    .replace(/\s(aria-labelledby|aria-describedby|headers)="([^"]+)"/g,
      (_, name, id) => ` ${name}="${named(page, id)}"`)
    .replace(/\shref="([^"#:]*)(?:#([^"]*))?"/g, (whole, file, id) => {
      const target = file === "" ? page : byName.get(file);
      if (!target) return whole;
      return ` href="#${named(target, id || target.first)}"`;
    });
}

const { html: frame } = pages[0];
const [, bookTitle] = title.match(/<title>([^<]*)<\/title>/);
const description = "The whole book on one page.";
const contents = { name: "", stem: "", first: "top", ids: new Set() };
const head = `<p class="book-title">${bookTitle}</p>
<p class="subtitle">${title.match(/<p class="subtitle">(.*?)<\/p>/)[1]}</p>
<p>This is the whole book on one page. Here its figures stand still; in <a
href="index.html">the chapters</a> they can be turned.</p>
<nav aria-label="All sections">${linked(contents, toc)}</nav>`;

writeFileSync(join(site, "book.html"), frame
  .replace(/<title>.*<\/title>/, `<title>${bookTitle}: the whole book</title>`)
  .replace(/(<meta (?:name="|property="og:)description" content=")[^"]*/g,
    `$1${description}`)
  .replace(/(<meta property="og:title" content=")[^"]*/,
    `$1${bookTitle}: the whole book`)
  .replace(/<script src="assets\/live.js" defer><\/script>\n/, "")
  .replace(/<body class="[^"]*"/, '<body class="whole"')
  .replace(/(<nav class="contents"[^>]*>)[^]*?(<ol class="chapters">)[^]*?(<\/nav>)/,
    (_, open, list, close) => `${open}
<button class="close" type="button" popovertarget="contents" ${
  ""}popovertargetaction="hide">Close</button>
<a class="home" href="index.html">${bookTitle}</a>
${list}${pages.map((page) => `<li><a href="#${named(page, page.first)}">${
  page.text.match(/<h1[^>]*>([^]*?)<\/h1>/)[1].replace(/<\/?a[^>]*>/g, "")
}</a></li>`).join("\n")}</ol>
${close}`)
  .replace(/<main id="text">[^]*<\/main>\n<nav class="turn"[^]*?<\/nav>/, () =>
    `<main id="text">\n${head}\n${pages.map((page) =>
      `<hr class="part">\n${linked(page, page.text)}`)
      .join("\n")}\n</main>`));
