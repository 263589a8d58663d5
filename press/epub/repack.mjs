// usage: node repack.mjs IN.epub OUT.epub
//
// pandoc's EPUB, finished: pages carry their own titles, a figure its layout for
// telephones, the package says what a reader who cannot see or hear can expect of
// it, and the archive has the same bytes every time (entries in order, one date:
// SOURCE_DATE_EPOCH).
//
// fflate packs, not node's zlib: that one differs from version to version.
import { readFileSync, writeFileSync } from "node:fs";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";

const [from, to] = process.argv.slice(2);
// The type of an EPUB is read off its first bytes: first, and stored as it is.
const isType = (name) => name === "mimetype";
const order = ([a], [b]) => isType(b) - isType(a) || (a < b ? -1 : 1);
const entries = Object.entries(unzipSync(readFileSync(from))).sort(order);

// -- Pages --------------------------------------------------------------------

// pandoc names a page after its file; a reader hears that name.
function titled(page) {
  const heading = page.match(/<h1\b[^>]*>([\s\S]*?)<\/h1>/);
  const title = heading?.[1].replace(/<[^>]*>/g, "").replace(/\s+/g, " ").trim();
  return page
    .replace(/<title>[^<]*<\/title>/, (old) =>
      title ? `<title>${title}</title>` : old)
    .replace(/ *<style>[\s\S]*?<\/style>\n/, "")
    .replace(/ *<meta name="generator"[^>]*\/>\n/, "");
}

// The drawing that fits, of the two that pandoc has packed.
const pictured = (page) => page.replace(
  /(<img [^>]*class="wide"[^>]*\/>)\s*<img src="([^"]*)"[^>]*class="narrow"[^>]*\/>/g,
  '<picture><source media="(max-width: 36em)" srcset="$2" />$1</picture>');

const labelled = (page) => page.replace("<svg ",
  '<svg role="img" aria-label="Cover: a path down into a valley" ');

// -- The package --------------------------------------------------------------

const access = `
    <meta property="schema:accessMode">textual</meta>
    <meta property="schema:accessMode">visual</meta>
    <meta property="schema:accessModeSufficient">textual</meta>
    <meta property="schema:accessibilityFeature">alternativeText</meta>
    <meta property="schema:accessibilityFeature">index</meta>
    <meta property="schema:accessibilityFeature">MathML</meta>
    <meta property="schema:accessibilityFeature">readingOrder</meta>
    <meta property="schema:accessibilityFeature">structuralNavigation</meta>
    <meta property="schema:accessibilityFeature">tableOfContents</meta>
    <meta property="schema:accessibilityHazard">none</meta>
    <meta property="schema:accessibilitySummary">Every figure has a text
      alternative, every formula is MathML, and programs are text.</meta>`;

const pages = entries.filter(([name]) => name.startsWith("EPUB/text/"))
  .map(([name, data]) => [name.slice("EPUB/".length), strFromU8(data)]);

// A shop shows "Downhill", and below "Gradient descent in C".
function titles() {
  const page = pages.find(([name]) => name === "text/title_page.xhtml")?.[1];
  const subtitle = page?.match(/<p class="subtitle">(.*?)<\/p>/)?.[1];
  return subtitle ? `
    <meta refines="#epub-title-1" property="title-type">main</meta>
    <dc:title id="subtitle">${subtitle}</dc:title>
    <meta refines="#subtitle" property="title-type">subtitle</meta>` : "";
}

const described = (text) => text
  .replace(/<dc:title id="epub-title-1">.*/, `$&${titles()}`)
  .replace(/\s*<\/metadata>/, `${access}\n  </metadata>`);

// Readers offer what the package's landmarks name. pandoc's lack where the
// chapters begin, and the index.
function landmarks(nav) {
  const mark = (type, name, sign) => {
    const [file, page] = pages.find(([, text]) => sign.test(text)) ?? [];
    return file ? `
    <li>
      <a href="${file}#${page.match(/ id="(sec:[^"]*)"/)[1]}" epub:type="${type}">${name}</a>
    </li>` : "";
  };
  const more =
    mark("bodymatter", "Chapter 1", /<h1\b[^>]*><span class="number">1</) +
    mark("index", "Index", /epub:type="index"/);
  return nav.replace(/(epub:type="landmarks"[\s\S]*?)(\s*<\/ol>)/, `$1${more}$2`);
}

// -- The archive --------------------------------------------------------------

// Its date has no time zone.
process.env.TZ = "UTC0";

function finished(name, data) {
  const change = name === "EPUB/nav.xhtml" ? (nav) => titled(landmarks(nav))
    : name === "EPUB/text/cover.xhtml" ? (page) => labelled(titled(page))
    : name.endsWith(".xhtml") ? (page) => pictured(titled(page))
    : name.endsWith(".opf") ? described : null;
  return change ? strToU8(change(strFromU8(data))) : data;
}

const mtime = new Date(Number(process.env.SOURCE_DATE_EPOCH) * 1000);
const book = zipSync(Object.fromEntries(entries.map(([name, data]) =>
  [name, [finished(name, data), { mtime, level: isType(name) ? 0 : 9 }]])));
try {
  writeFileSync(to, book);
} catch (error) {
  process.stderr.write(`press/epub: ${error.message}\n`);
  process.exit(1);
}
