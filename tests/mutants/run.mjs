// usage: run.mjs COUNT SEED LIMIT FILE...
//
// What do the tests not see? Makes COUNT random changes in these files, text, code
// and figures in turn, one at a time, and tells which test, golden result or refusal
// of the press notices it, or that none does. A change that does not compile, or
// compiles to the same bytes, is not counted. Nor is one of a text for something else
// that is there, another figure or value, which only a reader can notice: those are
// told apart. All of it happens in a copy of the tree. Survivors that are known stand
// in survivors.tsv, with the reason. Exit status 1 when more than LIMIT others
// survive, unless that is empty; 2 when it cannot be tried.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { draw } from "./draw.mjs";
import { mutate, mutations, shown } from "./mutations.mjs";
import { pictureMutations } from "./pictures.mjs";
import { termMutations, textMutations } from "./text.mjs";
import { COMPILE_SECONDS, build, cannot, copy, make, tree } from "./tree.mjs";
import { confirm, killer, prepare, sortOf } from "./trials.mjs";

const SEED_MAX = 2 ** 32 - 1;

const [count, seed, limit, ...files] = process.argv.slice(2);
for (const [name, text, most] of [["COUNT", count, Infinity],
  ["SEED", seed, SEED_MAX], ["LIMIT", limit || "0", Infinity]]) {
  if (!/^\d+$/.test(text) || Number(text) > most) {
    cannot(`${name} is ${text}, which is no number that it can be`);
  }
}
for (const file of files) {
  if (!sortOf(file)) {
    cannot(`${file} is no text of the book, and no C file of code/ and figures/ ` +
      "that it is made of");
  }
  try { readFileSync(file); } catch { cannot(`${file} cannot be read`); }
}

// By file and line with the change in its place, the reason.
const known = new Map(readFileSync(new URL("survivors.tsv", import.meta.url), "utf8")
  .split("\n").filter((line) => line && !line.startsWith("#"))
  .map((line) => line.split("\t"))
  .map(([file, change, reason]) => [`${file}\t${change}`, reason]));

function changesOf(file) {
  const source = readFileSync(join(tree, file), "utf8");
  const sort = sortOf(file);
  const all = sort === "figures" ? pictureMutations(source)
    : file === "terms.txt" ? termMutations(source)
      : sort === "text" ? textMutations(source)
        : mutations(source).map((one) => ({ kind: "code", ...one }));
  return all.map((change) => ({ sort, file, change }));
}

copy();
const objectOf = (file) => `build/obj/${file.replace(/c$/, "o")}`;
const isCompiled = (file) => sortOf(file) !== "text";
await build(files.filter(isCompiled).map(objectOf));
for (const file of files) await prepare(file);

const tally = { killed: 0, survived: 0, known: 0, broken: 0, same: 0, named: 0,
  swapsNoticed: 0, swaps: 0 };
const byKind = new Map();

// Compiled, and is it another program? "broken", "same" or "".
async function compileOther(object, original) {
  if (!(await make([object], COMPILE_SECONDS)).ok) return "broken";
  return readFileSync(join(tree, object)).equals(original) ? "same" : "";
}

function tell(file, change, source, noticed) {
  const what = shown(source, change).slice(0, 240);
  const isSwap = change.kind === "swap";
  const reason = noticed ? "" : known.get(`${file}\t${what}`);
  const named = noticed?.text.includes(`${file}:${change.line}:`);
  const verdict = noticed ? "killed  " : reason ? "known   " : "SURVIVED";
  if (isSwap) {
    tally.swaps += 1;
    if (noticed) tally.swapsNoticed += 1;
  } else {
    tally[noticed ? "killed" : "survived"] += 1;
    if (reason) tally.known += 1;
    if (named) tally.named += 1;
    const key = `${sortOf(file)}: ${change.kind}`;
    const own = byKind.get(key) ?? { killed: 0, all: 0 };
    own.all += 1;
    if (noticed) own.killed += 1;
    byKind.set(key, own);
  }
  const by = noticed ? `  (${noticed.by}${named ? ", with its line" : ""})`
    : reason ? `  (${reason})` : "";
  console.log(`${isSwap ? "swap " : ""}${verdict} ${file}:${change.line}: ${what}${by}`);
}

async function tryOne(file, change) {
  const path = join(tree, file);
  const source = readFileSync(path, "utf8");
  const compiled = isCompiled(file) ? join(tree, objectOf(file)) : "";
  const original = compiled ? readFileSync(compiled) : null;
  // Two files written within a tick of the clock have the same age for make.
  if (compiled) rmSync(compiled);
  writeFileSync(path, mutate(source, change));
  const none = compiled ? await compileOther(objectOf(file), original) : "";
  const noticed = none ? null : await killer(file);
  writeFileSync(path, source);
  // Newer than what was linked from the other, and than its source.
  if (compiled) writeFileSync(compiled, original);
  await confirm(noticed);
  if (none) tally[none] += 1;
  else tell(file, change, source, noticed);
}

for (const { file, change } of draw(files.flatMap(changesOf), Number(seed))) {
  if (tally.killed + tally.survived >= Number(count)) break;
  await tryOne(file, change);
}
for (const [kind, { killed, all }] of [...byKind].sort()) {
  console.log(`  ${kind}: ${killed} of ${all}`);
}
if (tally.swaps > 0) {
  console.log(`  swaps for what is there, apart: ${tally.swapsNoticed} of ${tally.swaps}`);
}
console.log(`${tally.killed + tally.survived} mutants: ` +
  `${tally.killed} killed, ${tally.survived} survived; ${tally.known} of these are ` +
  `known, ${tally.named} were told with their line, ${tally.broken} did not compile ` +
  `and ${tally.same} were the same code (seed ${seed})`);
process.exit(limit && tally.survived - tally.known > Number(limit) ? 1 : 0);
