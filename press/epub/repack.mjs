// usage: node repack.mjs IN.epub OUT.epub
//
// pandoc's EPUB, finished: pages carry their own titles, the package says what
// a reader who cannot see or hear can expect of it, and the archive has the
// same bytes every time (entries in order, one date: SOURCE_DATE_EPOCH).
//
// fflate packs, not node's zlib: that one differs from version to version.
import { readFileSync, writeFileSync } from "node:fs";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";

// -- The book -----------------------------------------------------------------

// pandoc names a page after its file; a reader hears that name.
function titled(page) {
  const heading = page.match(/<h1\b[^>]*>([\s\S]*?)<\/h1>/);
  const title = heading?.[1].replace(/<math[\s\S]*?<\/math>/g, "")
    .replace(/<[^>]*>/g, "").replace(/\s+/g, " ").trim();
  return page
    .replace(/<title>[^<]*<\/title>/, (old) =>
      title ? `<title>${title}</title>` : old)
    .replace(/ *<style>[\s\S]*?<\/style>\n/, "")
    .replace(/ *<meta name="generator"[^>]*\/>\n/, "");
}

const access = `
    <meta property="schema:accessMode">textual</meta>
    <meta property="schema:accessMode">visual</meta>
    <meta property="schema:accessModeSufficient">textual</meta>
    <meta property="schema:accessibilityFeature">alternativeText</meta>
    <meta property="schema:accessibilityFeature">MathML</meta>
    <meta property="schema:accessibilityFeature">readingOrder</meta>
    <meta property="schema:accessibilityFeature">structuralNavigation</meta>
    <meta property="schema:accessibilityFeature">tableOfContents</meta>
    <meta property="schema:accessibilityHazard">none</meta>
    <meta property="schema:accessibilitySummary">Every figure has a text
      alternative, every formula is MathML, and programs are text.</meta>`;

// Readers offer what the package's landmarks name; the index is none of pandoc's.
const marks = (text) => text.includes('epub:type="index"');
const landmarks = (nav, page) =>
  nav.replace(/(epub:type="landmarks"[\s\S]*?)(\s*<\/ol>)/, `$1
    <li>
      <a href="${page}#sec:index" epub:type="index">Index</a>
    </li>$2`);

const described = (package_) =>
  package_.replace(/\s*<\/metadata>/, `${access}\n  </metadata>`);

// The date in the archive, which has no time zone.
process.env.TZ = "UTC0";

// The type of an EPUB is read off its first bytes: first, and stored as it is.
const isType = (name) => name === "mimetype";
const order = ([a], [b]) => isType(b) - isType(a) || (a < b ? -1 : 1);

function finished(name, data) {
  const change = name === "EPUB/nav.xhtml" && index
    ? (nav) => titled(landmarks(nav, index.replace("EPUB/", "")))
    : name.endsWith(".xhtml") ? titled
    : name.endsWith(".opf") ? described : null;
  return change ? strToU8(change(strFromU8(data))) : data;
}

const [from, to] = process.argv.slice(2);
const mtime = new Date(Number(process.env.SOURCE_DATE_EPOCH) * 1000);
const entries = Object.entries(unzipSync(readFileSync(from))).sort(order);
const index = entries.find(([name, data]) =>
  name.startsWith("EPUB/text/") && marks(strFromU8(data)))?.[0];
const book = zipSync(Object.fromEntries(entries.map(([name, data]) =>
  [name, [finished(name, data), { mtime, level: isType(name) ? 0 : 9 }]])));
try {
  writeFileSync(to, book);
} catch (error) {
  process.stderr.write(`press/epub: ${error.message}\n`);
  process.exit(1);
}
