#!/usr/bin/env node
// usage: tests/readme/claims.mjs BUILD
//
// What README.md and CONTRIBUTING.md say is so: links lead somewhere, targets of
// make exist, the chapters are those of the book, counts are counted, and the
// commands of the programs do what is said, in a directory of their own.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync }
  from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const build = process.argv[2] ?? "build";
const read = (path) => readFileSync(path, "utf8");
let wrong = 0;
function complain(file, what) {
  console.log(`${file}: ${what}`);
  wrong += 1;
}

const makefile = read("Makefile");
const isTarget = (name) => name.startsWith("check-")
  ? existsSync(`tests/${name}`)
  : new RegExp(`^(${name}|[\\w -]* ${name})( [\\w -]*)?:`, "m").test(makefile);

function checkLinks(file, text) {
  const prose = text.replace(/^ {4}.*$/gm, "").replace(/`[^`]*`/g, "");
  for (const [, to] of prose.matchAll(/\]\(([^)#]+)\)/g)) {
    if (!/^https?:/.test(to) && !existsSync(to)) complain(file, `no ${to}`);
  }
}

function checkTargets(file, text) {
  const said = [...text.matchAll(/(?:^ {4}|`)make ([a-z][a-z -]*?)(?= {2}|`|$| [A-Z])/gm)];
  for (const name of said.flatMap(([, names]) => names.trim().split(/\s+/))) {
    if (!isTarget(name)) complain(file, `make ${name}: there is no such target`);
  }
  return said.length;
}

// Lines of code that call the programs; those that end with a pipe go on.
function commands(text) {
  return text.replace(/\|\n\s+/g, "| ").split("\n")
    .filter((line) => /^ {4}build\/bin\/\d\d|^ {4}build\/bin\/descend/.test(line))
    .map((line) => line.replace(/ {3,}# .*/, "").trim());
}

function runCommands(file, text) {
  const place = mkdtempSync(join(tmpdir(), "readme-"));
  symlinkSync(resolve(build), join(place, "build"));
  symlinkSync(resolve("code"), join(place, "code"));
  for (const command of commands(text)) {
    try {
      execFileSync("bash", ["-o", "pipefail", "-c", command],
        { cwd: place, stdio: ["ignore", "ignore", "pipe"] });
    } catch (error) {
      complain(file, `${command}: ${error.stderr}`);
    }
    if (/mine\.svg/.test(command) && !existsSync(join(place, "mine.svg"))) {
      complain(file, `${command}: there is no mine.svg`);
    }
    rmSync(join(place, "mine.svg"), { force: true });
  }
  rmSync(place, { recursive: true });
  return commands(text).length;
}

// Of the chapters: "1 | [Extrema](chapters/01-extrema.md)".
function checkContents(text) {
  const rows = [...text.matchAll(
    /^\| (\w) \| \[([^\]]+)\]\(chapters\/([^)]+)\)/gm)];
  const files = readdirSync("chapters").filter((name) => name.endsWith(".md"));
  const told = rows.map(([, , , name]) => name);
  for (const name of files.filter((each) => !told.includes(each))) {
    complain("README.md", `chapters/${name} is not in the contents`);
  }
  for (const [, number, title, name] of rows) {
    const heading = read(join("chapters", name)).match(/^# ([^:{\n]*[^:{\s])/m)[1];
    if (heading !== title) complain("README.md", `${title} is called ${heading}`);
    if (!name.startsWith(number.padStart(/\d/.test(number) ? 2 : 1, "0"))) {
      complain("README.md", `${name} is not ${number}`);
    }
  }
}

function checkCounts(text) {
  const whole = read(join(build, "site/book.html"));
  const pages = readdirSync(join(build, "site"))
    .filter((name) => /^\d\d-.*\.html$/.test(name))
    .map((name) => read(join(build, "site", name))).join("");
  const counts = {
    figures: whole.match(/<figure class="figure/g).length,
    "figures of the web pages": pages.match(/<figure [^>]*data-live=/g).length,
  };
  for (const [what, count] of Object.entries(counts)) {
    if (!text.includes(`${count} ${what}`)) {
      complain("README.md", `does not say that there are ${count} ${what}`);
    }
  }
  const lengths = readdirSync("code").filter((name) => /^\d\d-.*\.c$/.test(name))
    .map((name) => read(join("code", name)).split("\n").length);
  if (!text.includes("six programs of about 1,200 lines") || lengths.length !== 6 ||
    !lengths.every((length) => Math.abs(length - 1200) <= 100)) {
    complain("README.md", `six programs of about 1,200 lines: ${lengths}`);
  }
}

// All that may be written in a chapter is shown: classes and attributes of
// press/filters/markup.lua. (Links' own classes are pandoc's.)
function checkMarkup(text) {
  const known = read("press/filters/markup.lua")
    .match(/^local listing[\s\S]*?^}/m)[0].replace(/--.*/g, "");
  const words = [...known.matchAll(/'([a-z]+)'|\b([a-z]+) = (?:[{]|box|listing)/g)]
    .map(([, quoted, key]) => quoted ?? key)
    .filter((word) => !["box", "known", "uri", "email"].includes(word));
  for (const word of words) {
    if (!new RegExp(`[.:\`" {]${word}\\b`).test(text)) {
      complain("CONTRIBUTING.md", `does not show ${word}`);
    }
  }
  return words.length;
}

let tried = 0;
for (const file of ["README.md", "CONTRIBUTING.md"]) {
  const text = read(file);
  checkLinks(file, text);
  tried += Math.min(checkTargets(file, text), runCommands(file, text));
}
if (tried < 2) complain("tests/readme", "found hardly a command to try");
if (checkMarkup(read("CONTRIBUTING.md")) < 20) {
  complain("tests/readme", "found hardly a class of press/filters/markup.lua");
}
checkContents(read("README.md"));
checkCounts(read("README.md").replace(/\s+/g, " "));
process.exit(wrong ? 1 : 0);
