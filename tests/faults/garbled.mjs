// usage: garbled.mjs [SEED [COUNT]]
//
// The small book of tests/book with its text damaged by chance: a byte, a line,
// a cut, a mark too many. The press makes a book of it all the same, or says in
// one sentence where it cannot, and leaves nothing half made. It never ends in
// the words of Lua, of pandoc or of node. With SHARE some: see tests/share.mjs.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync,
  writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { mine, shares } from "../share.mjs";
import { wholes } from "../random.mjs";

const [seed = "1", count = "30"] = process.argv.slice(2);
const FORMATS = ["html", "latex", "epub"];
const TEXTS = ["book.md", "terms.txt", "references.bib", "chapters/01-start.md",
  "chapters/01-start.md", "chapters/02-steps.md", "chapters/02-steps.md",
  "chapters/A-errata.md", "chapters/B-solutions.md"];
const MARKS = ["`", "```", "$", "$$", "\\", "{", "}", "[", "]", "(", ":::",
  "{.value}", "{#fig:", "@fig:", "[^1]", "|", "<", "<!--", "&", "*", "**", "~~",
  "\n", "\n\n", "\n# ", "\n    ", "\t", "%s", "'", "\"", "=", "\u00a0", "\u0301"];
const BYTES = [0x00, 0x07, 0x0d, 0x1b, 0x80, 0xbf, 0xc3, 0xe2, 0xff];
const WORDS_OF_THE_TOOLS = new RegExp(["stack traceback", "attempt to ",
  "Error running filter", "\\.lua:\\d+", "node:internal", "    at ",
  "CallStack", "nil value", "bad argument"].join("|"));

const root = process.cwd();
const work = mkdtempSync(join(tmpdir(), "downhill-garbled-"));
process.on("exit", () => rmSync(work, { recursive: true, force: true }));

const below = wholes(Number(seed));
const one = (list) => list[below(list.length)];

function splice(bytes, at, removed, added) {
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(added),
    bytes.subarray(at + removed)]);
}

function onLines(bytes, change) {
  const lines = bytes.toString().split("\n");
  change(lines, below(lines.length));
  return Buffer.from(lines.join("\n"));
}

const damages = {
  "a byte": (b) => splice(b, below(b.length), 1, [32 + below(95)]),
  "no text": (b) => splice(b, below(b.length), 1, [one(BYTES)]),
  "a mark": (b) => splice(b, below(b.length), 0, one(MARKS)),
  "a cut": (b) => b.subarray(0, below(b.length)),
  "a hole": (b) => splice(b, below(b.length), 1 + below(60), ""),
  "a line lost": (b) => onLines(b, (l, i) => l.splice(i, 1)),
  "a line twice": (b) => onLines(b, (l, i) => l.splice(i, 0, l[i])),
  "lines changed": (b) => onLines(b, (l, i) => l.push(...l.splice(i, 1))),
};

// A fresh copy, as tests/book/run makes it; the formulas are set once for all.
function fresh(name) {
  const book = join(work, name);
  cpSync("tests/book/fixture", book, { recursive: true });
  cpSync(join(work, "extracts"), join(book, "build/extracts"),
    { recursive: true });
  if (existsSync(join(work, "press"))) {
    cpSync(join(work, "press"), join(book, "build/press"), { recursive: true });
  }
  return book;
}

function press(book, format) {
  const out = join(book, "out", format);
  const { status, stdout, stderr } = spawnSync(join(root, "press/build"),
    [format, out], { cwd: book, encoding: "utf8" });
  return { status, said: stdout + stderr, out };
}

// What is wrong with how it ended; "" if nothing is.
function judge({ status, said, out }) {
  const result = existsSync(join(out, "index.html"))
    ? join(out, "index.html") : out;
  if (WORDS_OF_THE_TOOLS.test(said)) return "it speaks of its tools";
  if (status === 0) {
    return existsSync(result) && statSync(result).size > 500
      ? "" : "nothing is made";
  }
  if (existsSync(out)) return "something half made is left";
  if (status !== 1) return `exit status ${status}`;
  return said.split("\n").every((line) => line === ""
    || /^[\w./-]+(:\d+)?: \S/.test(line)) && said !== ""
    ? "" : "no sentence that says where";
}

for (const chapter of ["01-start", "02-steps"]) {
  const made = "tests/book/fixture/build";
  spawnSync("press/html/extract", [`${made}/data/${chapter}.tsv`,
    `${made}/figures/${chapter}/index.tsv`, join(work, "extracts", chapter)],
  { stdio: "inherit" });
}
const whole = fresh("whole");
const first = press(whole, "html");
if (first.status !== 0) {
  console.log(`the small book is not made: ${first.said}`);
  process.exit(1);
}
cpSync(join(whole, "build/press"), join(work, "press"), { recursive: true });

let failed = 0;
const ends = [0, 0];
for (let i = 0; i < Number(count); i++) {
  const book = fresh("garbled");
  const text = one(TEXTS);
  const damage = one(Object.keys(damages));
  const format = FORMATS[i % FORMATS.length];
  const before = readFileSync(join(book, text));
  writeFileSync(join(book, text), damages[damage](before));
  if (!mine(book, i)) continue; // but chance goes on as ever
  const end = press(book, format);
  const wrong = judge(end);
  ends[end.status === 0 ? 0 : 1]++;
  if (wrong) {
    failed++;
    const shown = spawnSync("diff", ["-a", "-U0",
      resolve("tests/book/fixture", text), join(book, text)],
    { encoding: "utf8" }).stdout.split("\n").slice(2).join("\n");
    console.log(`${i}: ${text}, ${damage}, ${format}: ${wrong}\n${shown}`
      + end.said);
  }
  rmSync(book, { recursive: true, force: true });
}
if (process.env.V) console.log(`${ends[0]} books, ${ends[1]} sentences`);
const alike = shares === 1 && ends.includes(0);
if (alike) console.log("all of them ended alike: is that a trial?");
process.exit(failed || alike ? 1 : 0);
