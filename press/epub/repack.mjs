// usage: node repack.mjs IN.epub OUT.epub
//
// pandoc's EPUB, finished: pages carry their own titles, the package says what
// a reader who cannot see or hear can expect of it, and the archive has the
// same bytes every time (entries in order, one date: SOURCE_DATE_EPOCH).
import { readFileSync, writeFileSync } from "node:fs";
import { deflateRawSync, inflateRawSync } from "node:zlib";

// -- A ZIP file, read and written ---------------------------------------------

function unpack(zip) {
  const entries = new Map();
  let at = zip.lastIndexOf(Buffer.from("PK\x05\x06"));
  const count = zip.readUInt16LE(at + 10);
  at = zip.readUInt32LE(at + 16);
  for (let i = 0; i < count; i += 1) {
    const method = zip.readUInt16LE(at + 10);
    const size = zip.readUInt32LE(at + 20);
    const [name, extra, comment] = [28, 30, 32].map((field) =>
      zip.readUInt16LE(at + field));
    const local = zip.readUInt32LE(at + 42);
    const data = local + 30 + zip.readUInt16LE(local + 26) +
      zip.readUInt16LE(local + 28);
    const packed = zip.subarray(data, data + size);
    entries.set(zip.toString("utf8", at + 46, at + 46 + name),
      method === 0 ? packed : inflateRawSync(packed));
    at += 46 + name + extra + comment;
  }
  return entries;
}

const crcTable = Array.from({ length: 256 }, (_, byte) => {
  let c = byte;
  for (let bit = 0; bit < 8; bit += 1) {
    c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  }
  return c >>> 0;
});

function crc32(data) {
  let c = 0xffffffff;
  for (const byte of data) {
    c = crcTable[(c ^ byte) & 255] ^ (c >>> 8);
  }
  return (c ^ 0xffffffff) >>> 0;
}

// A date as MS-DOS kept it: two 16-bit words.
function stamp(seconds) {
  const d = new Date(seconds * 1000);
  return [
    (d.getUTCHours() << 11) | (d.getUTCMinutes() << 5) |
      (d.getUTCSeconds() >> 1),
    ((d.getUTCFullYear() - 1980) << 9) | ((d.getUTCMonth() + 1) << 5) |
      d.getUTCDate(),
  ];
}

function pack(entries, seconds) {
  const [time, date] = stamp(seconds);
  const locals = [];
  const central = [];
  let offset = 0;
  for (const [name, data] of entries) {
    // The type of an EPUB is read off its first bytes: stored, not packed.
    const store = name === "mimetype";
    const packed = store ? data : deflateRawSync(data, { level: 9 });
    const path = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(/[^\x20-\x7e]/.test(name) ? 0x800 : 0, 2);
    common.writeUInt16LE(store ? 0 : 8, 4);
    common.writeUInt16LE(time, 6);
    common.writeUInt16LE(date, 8);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(path.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    locals.push(Buffer.from("PK\x03\x04"), common, path, packed);
    central.push(Buffer.from("PK\x01\x02\x14\x00"), common, place, path);
    offset += 30 + path.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

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

const described = (package_) =>
  package_.replace(/\s*<\/metadata>/, `${access}\n  </metadata>`);

const [from, to] = process.argv.slice(2);
const entries = unpack(readFileSync(from));
for (const [name, data] of entries) {
  const change = name.endsWith(".xhtml") ? titled
    : name.endsWith(".opf") ? described : null;
  if (change) {
    entries.set(name, Buffer.from(change(data.toString("utf8"))));
  }
}
const first = (name) => (name === "mimetype" ? 0 : 1);
const ordered = [...entries].sort(([a], [b]) =>
  first(a) - first(b) || (a < b ? -1 : 1));
const book = pack(ordered, Number(process.env.SOURCE_DATE_EPOCH));
try {
  writeFileSync(to, book);
} catch (error) {
  process.stderr.write(`press/epub: ${error.message}\n`);
  process.exit(1);
}
