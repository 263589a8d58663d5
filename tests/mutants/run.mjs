// usage: run.mjs COUNT SEED LIMIT FILE...
//
// What do the tests not see? Makes COUNT random changes in these C files, one
// at a time, each on a line that is drawn evenly from all of them, and tells
// which test or golden result fails, or that none does. A change that does not
// compile, or compiles to the same bytes, is not counted. All of it happens in
// a copy of the tree. Exit status 1 when more than LIMIT survive, unless that
// is empty; 2 when it cannot be tried.
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync,
  rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { mutate, mutations, shown } from "./mutations.mjs";

const SEED_MAX = 2 ** 32 - 1;
// Nothing here needs as much memory, or writes files as long.
const KILOBYTES = 4000000;
const BLOCKS = 1000000; // of 512 bytes
const COMPILE_SECONDS = 300;

// -- Running -----------------------------------------------------------------

const tree = mkdtempSync(join(tmpdir(), "downhill-mutants-"));
let running = null;

// A process group of its own can be ended as a whole.
function stop() {
  try {
    if (running) process.kill(-running.pid, "SIGKILL");
  } catch { /* has just ended */ }
}
process.on("exit", () => {
  stop();
  rmSync(tree, { recursive: true, force: true });
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => process.exit(130));
}

// A make of its own; a mutant may well have an unused variable.
const { MAKEFLAGS, MFLAGS, GNUMAKEFLAGS, WERROR, CHAPTERS, ...outer } =
  process.env;

// { ok, late, text, seconds } of a command that may take so many seconds.
function run(command, limit, environment = {}) {
  const began = performance.now();
  return new Promise((resolve) => {
    const child = spawn("sh", ["-c", `ulimit -v ${KILOBYTES}; ` +
      `ulimit -f ${BLOCKS}; exec "$@"`, "sh", ...command],
    { cwd: tree, detached: true, stdio: ["ignore", "pipe", "pipe"],
      env: { ...outer, TMPDIR: join(tree, "tmp"), BUILD: "build",
        BOOK_ALONE: "build", ...environment } });
    running = child;
    let text = "";
    let late = false;
    const note = (data) => { text = (text + data).slice(-4000); };
    child.stdout.on("data", note);
    child.stderr.on("data", note);
    const timer = setTimeout(() => { late = true; stop(); }, 1000 * limit);
    child.on("close", (code) => {
      clearTimeout(timer);
      running = null;
      resolve({ ok: code === 0, late, text,
        seconds: (performance.now() - began) / 1000 });
    });
  });
}

function cannot(sentence) {
  console.error(`mutants: ${sentence}`);
  process.exit(2);
}

const make = (goals, limit) => run([outer.MAKE ?? "make", "-s", "-j2",
  "--no-print-directory", ...goals], limit);

async function build(goals) {
  const made = await make(goals, COMPILE_SECONDS);
  if (!made.ok) cannot(`${goals.join(" ")} cannot be made:\n${made.text}`);
}

// -- What is tried -----------------------------------------------------------

// Of code/descend.c, which is a program and not shared by others, the test runs
// the program.
const isProgram = (stem) => existsSync(`code/${stem}.c`) &&
  !existsSync(`code/${stem}.h`);
const programOf = (name) => isProgram(name.slice(5))
  ? [`build/bin/${name.slice(5)}`] : [];

// A trial: its goals are built, then it is run, or the results are made, which
// must keep their bytes.
const test = (name, environment = {}) => ({ name, environment,
  goals: [`build/bin/tests/${name}`, ...programOf(name)],
  command: [`build/bin/tests/${name}`] });
const exercise = (name) => ({ name: `exercises/${name}`,
  goals: [`build/bin/exercises/${name}`],
  command: [`build/bin/exercises/${name}`] });
const golden = (stem) => ({ name: `golden ${stem}`,
  goals: [`build/bin/${stem}`],
  results: [`build/knobs/${stem}.tsv`, `build/output/${stem}.txt`,
    `build/data/${stem}.tsv`] });
// At the ends of its knobs and at the settings of tests/settings.
const turned = (stem) => ({ name: `golden ${stem} with turned knobs`,
  goals: [`build/bin/${stem}`], results: [`build/turned/${stem}.txt`] });
const ofChapter = (stem) => test(`test-chapter-${stem.slice(0, 2)}`);

const stems = (directory, pattern) => readdirSync(directory).sort()
  .flatMap((name) => name.match(pattern)?.[1] ?? []);
const chapters = stems("code", /^(\d\d-.*)\.c$/);
const exercises = stems("code/exercises", /^(.*)\.c$/);
// Not the programs without memory, minutes long: a survivor that matters only
// there, a give_up("out of memory") say, is for test-no-memory-programs.
const units = stems("tests",
  /^(test-(?!plot|program|chapter|no-memory-programs).*)\.c$/);

// Chapter 6 trains for seconds.
const quick = chapters.filter((stem) => !stem.startsWith("06"));
const slow = chapters.filter((stem) => !quick.includes(stem));

// It runs all programs, and reads what they have written: not what is left of
// the mutant before.
const programs = (pattern) => ({ ...test("test-program", { CHAPTERS: pattern }),
  name: `test-program on ${pattern}`,
  goals: ["build/bin/tests/test-program", "build/bin/descend",
    ...quick.map(golden).flatMap(({ results }) => results),
    ...[...chapters.map(golden), ...exercises.map(exercise)]
      .flatMap(({ goals }) => goals)] });

// In stages, each built in one go; the likely ones and the quick ones first.
function stages(file) {
  const stem = basename(file, ".c");
  if (chapters.includes(stem)) {
    return [[golden(stem)], [ofChapter(stem)], [turned(stem)],
      [programs(file)]];
  }
  const near = units.filter((name) =>
    `test-${stem.replaceAll("_", "-")}`.startsWith(name) ||
    readFileSync(`tests/${name}.c`, "utf8").includes(`${stem}.h"`));
  const shared = !isProgram(stem);
  return [near.map((name) => test(name)), ...shared ? [
    units.filter((name) => !near.includes(name)).map((name) => test(name)),
    quick.map(golden), quick.map(ofChapter), exercises.map(exercise)] : [],
  [programs("code/0[1-5]-*.c")],
  ...shared ? [chapters.map(turned)] : [],
  ...shared ? [slow.map(golden), slow.map(ofChapter)] : [],
  ].filter(({ length }) => length > 0);
}

// What it was without any change, by name.
const limits = new Map(); // seconds
const expected = new Map(); // of a result, its bytes

async function attempt(trial, limit) {
  if (!trial.results) return run(trial.command, limit, trial.environment);
  for (const result of trial.results) {
    rmSync(join(tree, result), { force: true });
  }
  return make(trial.results, limit);
}

// As they are without any change; they must pass.
async function establish(stage) {
  const unknown = stage.filter(({ name }) => !limits.has(name));
  if (unknown.length > 0) await build(unknown.flatMap(({ goals }) => goals));
  for (const trial of unknown) {
    const { ok, text, seconds } = await attempt(trial, COMPILE_SECONDS);
    if (!ok) cannot(`${trial.name} fails without any change:\n${text}`);
    limits.set(trial.name, 4 + 4 * seconds);
    for (const result of trial.results ?? []) {
      expected.set(result, readFileSync(join(tree, result)));
    }
  }
}

// What notices the change, or null.
async function killer(file) {
  for (const stage of stages(file)) {
    const goals = stage.flatMap((trial) => trial.goals);
    const made = await make(goals, COMPILE_SECONDS);
    if (!made.ok) return "its tests do not compile";
    for (const trial of stage) {
      const { ok, late } = await attempt(trial, limits.get(trial.name));
      if (late) return `${trial.name} does not end`;
      if (!ok) return trial.name;
      const other = (trial.results ?? []).find((result) =>
        !readFileSync(join(tree, result)).equals(expected.get(result)));
      if (other) return `${trial.name}: ${other.split("/")[1]}`;
    }
  }
  return null;
}

// -- Drawing -----------------------------------------------------------------

// mulberry32: the same seed, the same changes.
function generator(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 15), z | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return Math.floor((((z ^ (z >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

function* draw(files, random) {
  const lines = files.flatMap((file) => {
    const byLine = new Map();
    for (const change of mutations(readFileSync(join(tree, file), "utf8"))) {
      byLine.set(change.line, [...byLine.get(change.line) ?? [], change]);
    }
    return [...byLine.values()].map((changes) => ({ file, changes }));
  });
  while (lines.length > 0) {
    const at = random(lines.length);
    const { file, changes } = lines[at];
    const [change] = changes.splice(random(changes.length), 1);
    if (changes.length === 0) lines.splice(at, 1);
    yield { file, change };
  }
}

// -- One after another -------------------------------------------------------

const [count, seed, limit, ...files] = process.argv.slice(2);
for (const [name, text, most] of [["COUNT", count, Infinity],
  ["SEED", seed, SEED_MAX], ["LIMIT", limit || "0", Infinity]]) {
  if (!/^\d+$/.test(text) || Number(text) > most) {
    cannot(`${name} is ${text}, which is no number that it can be`);
  }
}
for (const file of files) {
  if (!/^code\/((gd|shared)\/)?[^/]*\.c$/.test(file)) {
    cannot(`${file} is none of code/*.c, code/gd/*.c and code/shared/*.c`);
  }
  try { readFileSync(file); } catch { cannot(`${file} cannot be read`); }
}

for (const name of ["Makefile", "code", "tests"]) {
  cpSync(name, join(tree, name), { recursive: true });
}
for (const name of ["press", "setup", "figures", "chapters", "book.md",
                    "terms.txt"]) {
  symlinkSync(join(process.cwd(), name), join(tree, name));
}
mkdirSync(join(tree, "tmp"));
const objectOf = (file) => `build/obj/${file.replace(/c$/, "o")}`;
await build(files.map(objectOf));
for (const file of files) {
  for (const stage of stages(file)) await establish(stage);
}

const tally = { killed: 0, survived: 0, broken: 0, same: 0 };

async function tryOne(file, change) {
  const object = objectOf(file);
  const [code, compiled] = [join(tree, file), join(tree, object)];
  const source = readFileSync(code, "utf8");
  const original = readFileSync(compiled);
  // Two files written within a tick of the clock have the same age for make.
  rmSync(compiled);
  writeFileSync(code, mutate(source, change));
  if (!(await make([object], COMPILE_SECONDS)).ok) {
    tally.broken += 1;
  } else if (readFileSync(compiled).equals(original)) {
    tally.same += 1;
  } else {
    const by = await killer(file);
    tally[by ? "killed" : "survived"] += 1;
    console.log(`${by ? "killed  " : "SURVIVED"} ${file}:${change.line}: ` +
      shown(source, change) + (by ? `  (${by})` : ""));
  }
  // Newer than what was linked from the other, and than its source.
  writeFileSync(code, source);
  writeFileSync(compiled, original);
}

for (const { file, change } of draw(files, generator(Number(seed)))) {
  if (tally.killed + tally.survived >= Number(count)) break;
  await tryOne(file, change);
}
console.log(`${tally.killed + tally.survived} mutants: ` +
  `${tally.killed} killed, ${tally.survived} survived; ${tally.broken} did ` +
  `not compile and ${tally.same} were the same code (seed ${seed})`);
process.exit(limit && tally.survived > Number(limit) ? 1 : 0);
