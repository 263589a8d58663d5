// usage: killed.mjs BUILD [SEED]
//
// A make that is killed twenty times, with all that it runs, when it has begun
// so many commands and some milliseconds later, both drawn from the seed, and then
// let alone: the results of two chapters, and all that leads to them, are the bytes
// of BUILD, and another make finds nothing to do. What of BUILD these two do not
// need is copied and not made again.
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync,
  utimesSync } from "node:fs";
import { join } from "node:path";
import { wholes } from "../random.mjs";

const KILLS = 20;
const COMMANDS = 9; // at most, before a kill
const DELAY = 200; // milliseconds at most, from the last of them
const CHAPTERS = ["01-extrema", "02-basic-descent"];
const [build, seed = "1"] = process.argv.slice(2);
const other = join(build, "killed");
const goals = CHAPTERS.flatMap((name) => [`output/${name}.txt`,
  `figures/${name}/index.tsv`, `extracts/${name}/reads.txt`])
  .map((path) => join(other, path));
const { MAKEFLAGS, MFLAGS, GNUMAKEFLAGS, MAKE = "make", ...environment } =
  process.env;

const below = wholes(Number(seed));

// { killed, status, text } of a make, which is killed after so many commands;
// 0: never. It says one line before each.
function make(commands) {
  return new Promise((resolve) => {
    const child = spawn(MAKE, ["-j2", "--no-print-directory",
      `BUILD=${other}`, ...goals], { detached: true, env: environment });
    let text = "";
    let killed = false;
    let timer = null;
    const kill = () => {
      killed = true;
      process.kill(-child.pid, "SIGKILL"); // the group: all that it started
    };
    const note = (data) => {
      text += data;
      if (commands && !timer && text.split(/^ {2}\w/m).length > commands) {
        timer = setTimeout(kill, below(DELAY));
      }
    };
    child.stdout.on("data", note);
    child.stderr.on("data", note);
    child.on("close", (status) => {
      clearTimeout(timer);
      resolve({ killed, status, text });
    });
  });
}

function files(directory) {
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

// Most objects are kept, lest the kills be spent on them; libraries, programs
// and all results are made.
function begin() {
  rmSync(other, { recursive: true, force: true });
  mkdirSync(other);
  for (const part of ["needs", "obj"]) {
    cpSync(join(build, part), join(other, part), { recursive: true });
  }
  const now = new Date();
  for (const file of files(join(other, "obj"))) {
    if (/obj\/code\/(gd\/t|0[12]-)/.test(file)) rmSync(file);
    else utimesSync(file, now, now);
  }
}

// What is left under a temporary name was never taken for a result.
function different() {
  return ["obj", "lib", "bin", "knobs", "data", "output", "figures", "extracts"]
    .flatMap((part) => files(join(other, part)))
    .filter((file) => !/\.(d|tmp|part)$|\.tmp\//.test(file))
    .filter((file) => {
      const wanted = join(build, file.slice(other.length + 1));
      return !existsSync(wanted)
        || !readFileSync(file).equals(readFileSync(wanted));
    });
}

function complain(...lines) {
  console.log(lines.join("\n"));
  process.exit(1);
}

begin();
for (let kills = 0; kills < KILLS;) {
  const { killed, status, text } = await make(1 + below(COMMANDS));
  if (killed) kills++;
  else if (status !== 0) complain(`after ${kills} kills make fails:`, text);
  else begin(); // all was made between two of them
}
const last = await make(0);
if (last.status !== 0) complain("after the last kill make fails:", last.text);
const wrong = different();
if (wrong.length) complain("not the bytes of an undisturbed make:", ...wrong);
const { text } = await make(0);
if (!/^make(\[\d+\])?: '.*' is up to date\.$/m.test(text)
  || /^ {2}\w/m.test(text)) {
  complain("another make did something:", text);
}
rmSync(other, { recursive: true, force: true });
