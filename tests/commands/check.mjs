// usage: check.mjs RECIPES
//
// Holds the commands that are called, here and in make's recipes, against
// setup/needs.tsv; says where one is called that the table does not have.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { commands } from "./shell.mjs";

const builtin = new Set((": [ break cd command continue echo eval exec exit " +
  "export false getopts kill local printf pwd read readonly return set shift " +
  "test trap true type ulimit umask unset wait").split(" "));

const table = readFileSync("setup/needs.tsv", "utf8").split("\n")
  .map((line) => line.split("\t"))
  .filter(([, kind]) => kind?.startsWith("command"))
  .flatMap(([, , names]) => names.split(/[ |]/));
const needed = new Set(table);

const files = execFileSync("find", ["setup", "press", "tests", "code", ".ci",
  ".github", "-name", "node_modules", "-prune", "-o", "-type", "f", "-print"],
{ encoding: "utf8" }).trim().split("\n").sort();

const lineOf = (text, at) => text.slice(0, at).split("\n").length;

// Shell text within another language: what stands between the quotes.
function within(text, call) {
  return [...text.matchAll(call)].flatMap((m) =>
    commands(m[1].replace(/%[sd]/g, "x"), lineOf(text, m.index)));
}

function called(file) {
  const text = readFileSync(file, "utf8");
  if (/^#! *\/bin\/(ba)?sh|^#! *\/usr\/bin\/env bash/.test(text)) {
    return commands(text);
  }
  if (file.endsWith(".lua")) {
    return [
      ...within(text, /(?:os\.execute|io\.popen|text\.command)\('([^']*)'/g),
      ...within(text, /(?:os\.execute|io\.popen|text\.command)\(\[\[(.*?)\]\]/g),
    ];
  }
  if (file.endsWith(".c")) {
    return within(text, /\(command, sizeof command,\s*"([^"]*)"/g);
  }
  if (file.endsWith(".mjs")) {
    return within(text, /(?:execFile|spawn)(?:Sync)?\(\s*["']([^"']*)["']/g);
  }
  if (file.endsWith(".yml")) {
    return within(text, /^\s*(?:- )?run: (.*)$/gm);
  }
  return [];
}

let status = 0;
let count = 0;
function check(file, list) {
  for (const { name, line } of list) {
    count += 1;
    const own = name.includes("/") && (existsSync(name) ||
      !name.startsWith("/usr/"));
    if (!own && !builtin.has(name) && !needed.has(basename(name))) {
      console.log(`${file}:${line}: calls ${name}, which setup/needs.tsv ` +
        "does not have");
      status = 1;
    }
  }
}

check("Makefile (recipes)", commands(readFileSync(process.argv[2], "utf8")));
for (const file of files) {
  check(file, called(file));
}
if (count < 300) {
  console.log(`only ${count} calls are found: the reader of shell is broken`);
  status = 1;
}
process.exitCode = status;
