// A copy of the tree to change things in, and what is run there.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync }
  from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// Nothing here needs as much memory, or writes files as long.
const KILOBYTES = 4000000;
const BLOCKS = 1000000; // of 512 bytes
export const COMPILE_SECONDS = 300;

export const tree = mkdtempSync(join(tmpdir(), "downhill-mutants-"));
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
const { MAKEFLAGS, MFLAGS, GNUMAKEFLAGS, WERROR, CHAPTERS, BUILD, ...outer } =
  process.env;

// { ok, late, text, seconds } of a command that may take so many seconds. A sanitizer
// reserves more addresses than any limit allows.
export function run(command, limit, environment = {}, kilobytes = KILOBYTES) {
  const began = performance.now();
  return new Promise((resolve) => {
    const child = spawn("sh", ["-c", `ulimit -v ${kilobytes}; ` +
      `ulimit -f ${BLOCKS}; exec "$@"`, "sh", ...command],
    { cwd: tree, detached: true, stdio: ["ignore", "pipe", "pipe"],
      env: { ...outer, TMPDIR: join(tree, "tmp"), BUILD: "build", LIVE: "no",
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

export function cannot(sentence) {
  console.error(`mutants: ${sentence}`);
  process.exit(2);
}

export const make = (goals, limit) => run([outer.MAKE ?? "make", "-s", "-j2",
  "--no-print-directory", ...goals], limit);

export async function build(goals) {
  if (goals.length === 0) return;
  const made = await make(goals, COMPILE_SECONDS);
  if (!made.ok) cannot(`${goals.join(" ")} cannot be made:\n${made.text}`);
}

// Times and all, so that make sees what is up to date of a build that is there.
export function copy() {
  const whole = ["Makefile", "code", "tests", "figures", "chapters", "book.md",
    "terms.txt"];
  execFileSync("cp", ["-Rp", ...whole, tree]);
  for (const name of ["press", "setup", "live"]) {
    symlinkSync(join(process.cwd(), name), join(tree, name));
  }
  mkdirSync(join(tree, "tmp"));
  mkdirSync(join(tree, "build"));
  const made = ["bin", "obj", "lib", "needs", "output", "data", "figures", "knobs",
    "extracts", "press", "musl"].map((name) => join(BUILD || "build", name));
  const there = made.filter((name) => existsSync(name));
  if (there.length > 0) {
    execFileSync("cp", ["-Rp", ...there, join(tree, "build")]);
  }
}
