// usage: offer.mjs BUILD <FILES
//
// What a reader of the site may take away: the PDF, the e-book, the licence and
// the sources, whose names are read from the standard input. They are put into
// BUILD/site, and the title page says so.
//
// fflate packs, not node's zlib: that one differs from version to version.
import { copyFileSync, readFileSync, renameSync, statSync, writeFileSync }
  from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";

const [build] = process.argv.slice(2);
const site = join(build, "site");
process.env.TZ = "UTC0"; // the archive's dates have no time zone
const mtime = new Date(Number(process.env.SOURCE_DATE_EPOCH) * 1000);
const UNIX = 3;
const EXECUTABLE = 0o100755;
const PLAIN = 0o100644;

function pack() {
  const names = readFileSync(0, "utf8").split("\n").filter(Boolean)
    .map((name) => name.replace(/^\.\//, "")).sort();
  return zipSync(Object.fromEntries(names.map((name) => {
    const mode = statSync(name).mode & 0o100 ? EXECUTABLE : PLAIN;
    return [`downhill/${name}`, [readFileSync(name),
      { mtime, level: 9, os: UNIX, attrs: mode << 16 >>> 0 }]];
  })));
}

const size = (bytes) => (bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB`
  : `${Math.ceil(bytes / 1e3)} KB`);
const link = (file, words, bytes) =>
  `<a href="${file}">${words}</a>, ${size(bytes)}`;

function copied(name, words) {
  copyFileSync(join(build, name), join(site, name));
  return link(name, words, statSync(join(site, name)).size);
}

// Whole, or not at all.
function write(file, content) {
  writeFileSync(`${file}.new`, content);
  renameSync(`${file}.new`, file);
}

// The archive comes last: where it is, make takes all of it for done.
try {
  const list = [copied("downhill.pdf", "PDF"), copied("downhill.epub", "EPUB")];
  copyFileSync("LICENSE", join(site, "licence.txt"));
  const archive = pack();
  const name = "downhill-source.zip";
  list.push(link(name, "the sources", archive.length),
    '<a href="licence.txt">licence</a>');
  const title = join(site, "index.html");
  write(title, readFileSync(title, "utf8").replace(
    /<!-- offer -->.*?(?=<.p>)/, () => `<!-- offer --> · ${list.join(" · ")}`));
  write(join(site, name), archive);
} catch (error) {
  console.error(`offer: ${error.message}`);
  process.exit(1);
}
