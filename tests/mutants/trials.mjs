// What is tried with a change, in stages; the likely and the quick ones first.
import { existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { COMPILE_SECONDS, build, cannot, make, run, tree } from "./tree.mjs";

const SANITIZED = "build/sanitize";
const sanitizing = [`BUILD=${SANITIZED}`, "SANITIZE=1", "CFLAGS=-O1"];

// Of code/descend.c, which is a program and not shared by others, the test runs
// the program.
const isProgram = (stem) => existsSync(`code/${stem}.c`) &&
  !existsSync(`code/${stem}.h`);
const programOf = (name) => isProgram(name.slice(5))
  ? [`build/bin/${name.slice(5)}`] : [];

// A trial: its goals are built, then what it makes is made, and it is run; results
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
const pictures = (stem) => ({ name: `golden pictures ${stem}`,
  goals: [`build/bin/figures/${stem}`, `build/musl/data/${stem}.tsv`,
    `build/data/${stem}.tsv`],
  made: [`build/figures/${stem}/index.tsv`],
  command: ["node", "tests/golden/pictures.mjs", "compare", "build", stem] });
const turnedPictures = (stem) => ({ name: `pictures ${stem} with turned knobs`,
  goals: [`build/bin/figures/${stem}`, `build/bin/${stem}`,
    `build/musl/bin/${stem}`, `build/data/${stem}.tsv`,
    `build/knobs/${stem}.tsv`, `build/figures/${stem}/index.tsv`],
  command: ["node", "tests/settings/run.mjs", "compare", "build", stem] });
const looks = (stem) => ({ name: `looks/${stem}`,
  goals: [`build/bin/tests/looks/${stem}`, `build/data/${stem}.tsv`],
  command: [`build/bin/tests/looks/${stem}`, `build/data/${stem}.tsv`] });

const stems = (directory, pattern) => readdirSync(directory).sort()
  .flatMap((name) => name.match(pattern)?.[1] ?? []);
const chapters = stems("code", /^(\d\d-.*)\.c$/);
const exercises = stems("code/exercises", /^(.*)\.c$/);
const formulas = stems("tests/formulas", /^(.*)\.c$/);
const drawn = stems("figures", /^(.*)\.c$/);
const withGolden = drawn.filter((stem) =>
  existsSync(`tests/golden/${stem}.pictures`));
// Not all programs without memory, minutes long: the chapters' experiments alone.
const units = stems("tests",
  /^(test-(?!plot|program|chapter|no-memory-programs).*)\.c$/);
const plotUnits = stems("tests", /^(test-plot.*)\.c$/);

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

const memory = (stem) => ({ name: `${stem} without memory`,
  goals: [`build/bin/${stem}`, "build/bin/tests/fail-alloc.so",
    "build/bin/tests/test-no-memory-programs"],
  command: ["build/bin/tests/test-no-memory-programs"],
  environment: { ONLY: stem } });

// Output that is lost, of all programs.
const lost = { name: "check-lost",
  goals: [...chapters.map((stem) => `build/bin/${stem}`),
    ...chapters.map((stem) => `build/data/${stem}.tsv`),
    ...drawn.map((stem) => `build/bin/figures/${stem}`),
    // Of these it takes names, which the mutant before may have had otherwise.
    ...drawn.map((stem) => `build/figures/${stem}/index.tsv`),
    ...exercises.map((stem) => `build/bin/exercises/${stem}`),
    "build/bin/descend", "build/bin/playground"],
  command: ["sh", "tests/check-lost"] };

// What only the sanitizers see, a write behind an array, say. They are asked last, for
// they take long.
const bin = `${SANITIZED}/bin`;
const sanitized = (name, goals, script) => ({ name: `${name} under the sanitizers`,
  goals, sanitizers: true, command: ["sh", "-c", `set -e; ${script}`] });
const sanitizedRun = (stem) => sanitized(stem, [`${bin}/${stem}`],
  `${bin}/${stem} --report tmp/report --data-file tmp/data`);
const sanitizedTest = (name) => sanitized(name, [`${bin}/tests/${name}`],
  `BUILD=${SANITIZED} ${bin}/tests/${name}`);
const sanitizedPictures = (stem) => sanitized(`figures/${stem}`,
  [`${bin}/figures/${stem}`],
  `mkdir -p tmp/drawn; ${bin}/figures/${stem} build/data/${stem}.tsv tmp/drawn`);

// Those of the tests that are named like a file, or include its header.
const nearTo = (list, stem) => list.filter((name) =>
  `test-${stem.replaceAll("_", "-")}`.startsWith(name) ||
  `test-plot-${stem}`.startsWith(name) ||
  readFileSync(`tests/${name}.c`, "utf8").includes(`${stem}.h"`));

// Those of the chapters' tests that are made of a file itself.
const madeOf = (stem) => quick.map((name) => `test-chapter-${name.slice(0, 2)}`)
  .filter((name) => readFileSync(`tests/${name}.c`, "utf8").includes(`/${stem}.c"`));

function ofCode(stem, file) {
  if (chapters.includes(stem)) {
    return [[golden(stem)], [ofChapter(stem)], [turned(stem)],
      [programs(file)], [memory(stem)], [sanitizedRun(stem)]];
  }
  const near = nearTo(units, stem);
  const shared = !isProgram(stem);
  return [near.map((name) => test(name)), ...shared ? [
    units.filter((name) => !near.includes(name)).map((name) => test(name)),
    quick.map(golden), quick.map(ofChapter), exercises.map(exercise)] : [],
  [programs("code/0[1-5]-*.c")],
  ...shared ? [chapters.map(turned)] : [],
  ...shared ? [slow.map(golden), slow.map(ofChapter),
    chapters.map(memory)] : [],
  [lost], [...near, ...madeOf(stem)].map(sanitizedTest),
  ...shared ? [quick.map(sanitizedRun)] : []];
}

// Of a program that draws, or of what they share.
function ofFigures(stem) {
  if (drawn.includes(stem)) {
    const own = withGolden.filter((name) => name === stem);
    return [own.map(pictures), [looks(stem)], own.map(turnedPictures),
      own.map(sanitizedPictures)];
  }
  const near = nearTo(plotUnits, stem);
  return [near.map((name) => test(name)), withGolden.map(pictures),
    plotUnits.filter((name) => !near.includes(name)).map((name) => test(name)),
    drawn.filter((name) => name !== "descend").map(looks),
    [lost], near.map(sanitizedTest), withGolden.map(sanitizedPictures)];
}

// The page is what the press makes of the text if it refuses nothing.
const ofText = () => [
  [{ name: "text", goals: [], command: ["node", "tests/text/run.mjs"] }],
  [{ name: "formulas",
    goals: formulas.map((name) => `build/bin/tests/formulas/${name}`),
    command: ["sh", "-c",
      "exec node tests/formulas/run.mjs build/bin/tests/formulas/*"] }],
  [{ name: "press", goals: ["build/site/index.html"],
    command: ["press/build", "html", "build/site"],
    environment: { BOOK_BUILD: "build", BOOK_LIVE: "no" } }],
  [{ name: "links", goals: [], command: ["node", "tests/site/links.mjs"] }],
];

export const sorts = { code: /^code\/((gd|shared)\/)?[^/]*\.c$/,
  figures: /^figures\/((plot|own)\/)?[^/]*\.c$/,
  text: /^(book\.md|terms\.txt|chapters\/[^/]*\.md)$/ };
export const sortOf = (file) =>
  Object.keys(sorts).find((sort) => sorts[sort].test(file));

function stages(file) {
  const stem = basename(file, ".c");
  const all = { code: ofCode, figures: ofFigures, text: ofText }[sortOf(file)];
  return all(stem, file).filter(({ length }) => length > 0);
}

// What it was without any change, by name.
const limits = new Map(); // seconds
const expected = new Map(); // of a result, its bytes

async function attempt(trial, limit) {
  const making = trial.results ?? trial.made ?? [];
  for (const result of making) {
    rmSync(join(tree, result), { force: true });
  }
  const made = making.length > 0 ? await make(making, limit) : { ok: true };
  if (!made.ok || !trial.command) return made;
  return run(trial.command, limit, trial.environment);
}

// As they are without any change; they must pass.
async function establish(stage) {
  const unknown = stage.filter(({ name, sanitizers }) =>
    !sanitizers && !limits.has(name));
  await build(unknown.flatMap(({ goals }) => goals));
  for (const trial of unknown) {
    const { ok, text, seconds } = await attempt(trial, COMPILE_SECONDS);
    if (!ok) cannot(`${trial.name} fails without any change:\n${text}`);
    limits.set(trial.name, 4 + 4 * (seconds ?? 1));
    for (const result of trial.results ?? []) {
      expected.set(result, readFileSync(join(tree, result)));
    }
  }
}

export async function prepare(file) {
  for (const stage of stages(file)) await establish(stage);
}

const leaks = { LSAN_OPTIONS:
  `suppressions='${join(tree, "tests/lsan.supp")}':print_suppressions=0` };

async function underSanitizers(stage) {
  // It has compiled without them: what cannot be made now says nothing of the change.
  await build([...sanitizing, ...stage.flatMap((trial) => trial.goals)]);
  for (const { name, command } of stage) {
    const { text } = await run(command, COMPILE_SECONDS, leaks, "unlimited");
    if (/Sanitizer|runtime error:/.test(text)) return { by: name, text, stage };
  }
  return null;
}

// Without any change the sanitizers must find nothing. To know that before would be to
// build all of it twice.
export async function confirm(noticed) {
  const found = noticed?.stage && await underSanitizers(noticed.stage);
  if (found) cannot(`${found.by} fails without any change:\n${found.text}`);
}

// What notices the change, { by, text }, or null.
export async function killer(file) {
  for (const stage of stages(file)) {
    if (stage[0].sanitizers) {
      const found = await underSanitizers(stage);
      if (found) return found;
      continue;
    }
    const goals = sortOf(file) === "text" ? []
      : stage.flatMap((trial) => trial.goals);
    const made = goals.length > 0 ? await make(goals, COMPILE_SECONDS) : { ok: true };
    if (!made.ok) return { by: "its tests do not compile", text: made.text };
    for (const trial of stage) {
      const { ok, late, text } = await attempt(trial, limits.get(trial.name));
      if (late) return { by: `${trial.name} does not end`, text };
      if (!ok) return { by: trial.name, text };
      const other = (trial.results ?? []).find((result) =>
        !readFileSync(join(tree, result)).equals(expected.get(result)));
      if (other) return { by: `${trial.name}: ${other.split("/")[1]}`, text: "" };
    }
  }
  return null;
}
