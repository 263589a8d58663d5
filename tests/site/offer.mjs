// What the title page offers is there, of the size that is told, and whole: the
// archive holds the tree, file by file, and what runs in it runs out of it.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { complain, finish, read, site } from "./site.mjs";

const title = join(site, "index.html");
const [, offer = ""] = read(title).match(/<p class="offer">(.*?)<\/p>/) ?? [];
const links = new Map([...offer.matchAll(
  /<a href="([^"]+)">[^<]*<\/a>(?:, ([\d.]+) ([MK]B))?/g)]
  .map(([, file, size, unit]) => [file, size * (unit === "MB" ? 1e6 : 1e3)]));

const firsts = { "downhill.pdf": "%PDF-", "downhill.epub": "PK", "downhill-source.zip":
  "PK", "licence.txt": "Downhill" };
for (const [file, first] of Object.entries(firsts)) {
  const bytes = readFileSync(join(site, file));
  if (bytes.toString("latin1", 0, first.length) !== first) {
    complain(join(site, file), `does not begin with ${first}`);
  }
  if (!links.has(file)) complain(title, `does not offer ${file}`);
  const told = links.get(file);
  if (told && Math.abs(told - bytes.length) > .06 * bytes.length) {
    complain(title, `${file} is ${bytes.length} bytes long, not ${told}`);
  }
}

// Where there is git, it knows the tree; an archive has been one itself.
function tree() {
  const list = (command, ...options) => String(execFileSync(command, options,
    { stdio: ["ignore", "pipe", "ignore"] })).split("\n").filter(Boolean);
  try {
    return list("git", "ls-files", "--cached", "--others", "--exclude-standard");
  } catch {
    return list("find", ".", "-type", "f", "!", "-path", "*/node_modules/*", "!",
      "-path", "./build/*").map((name) => name.slice(2));
  }
}

const room = mkdtempSync(join(tmpdir(), "offer-"));
try {
  const archive = join(site, "downhill-source.zip");
  execFileSync("unzip", ["-q", archive, "-d", room]);
  const names = String(execFileSync("unzip", ["-Z1", archive])).trim().split("\n");
  const files = tree();
  for (const name of files) {
    if (!names.includes(`downhill/${name}`)) {
      complain(archive, `lacks ${name}`);
      continue;
    }
    const copy = join(room, "downhill", name);
    if (!readFileSync(copy).equals(readFileSync(name))) {
      complain(archive, `has another ${name}`);
    }
    if ((statSync(copy).mode & 0o100) !== (statSync(name).mode & 0o100)) {
      complain(archive, `${name} has lost that it can be run, or has won it`);
    }
  }
  if (names.length !== files.length) {
    complain(archive, `holds ${names.length} files, the tree ${files.length}`);
  }
  if (files.length < 500) complain(archive, `holds only ${files.length} files`);
} finally {
  rmSync(room, { recursive: true });
}
finish();
