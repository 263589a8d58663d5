// usage: bundle.mjs LIVE SITE
//
// What the live figures of a site need, as classic scripts, which a page that was
// opened from a file may load: SITE/assets/live.js, from machine.js, teller.js,
// controls.js, sketch.js, address.js and live.js; SITE/assets/wasi.js, the modules of
// browser_wasi_shim made into one function; and in SITE/live the data sets, LIVE/data.
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync }
  from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const [live, site] = process.argv.slice(2);
const require = createRequire(import.meta.url);

// -- Modules into one script ---------------------------------------------------

// Statements of import and export, where a statement may begin.
const statement =
  /(?<=^|[;}\s])(import|export)(?=[\s{*])([^;"'(){}]*(?:\{[^{}]*\}[^;"'(){}]*)?)(?:"([^"]*)")?;?/g;

const names = (list) => list.split(",").map((name) => name.trim())
  .filter(Boolean);

// "a as b" is a:b in a pattern, and b:a in an object.
const bound = (list) => names(list).map((name) =>
  name.replace(/\s+as\s+/, ":")).join(",");
const given = (list) => names(list).map((name) =>
  name.split(/\s+as\s+/).reverse().join(":")).join(",");

// The text of a module as the body of a function of `from` and `exports`.
function body(file, source) {
  const after = [];
  const text = source.replace(statement, (all, word, what, path) => {
    const module = path && `from(${JSON.stringify(path)})`;
    const clause = what.trim().replace(/\s*from$/, "");
    const whole = clause.match(/^\*\s*as\s+(\w+)$/);
    const some = clause.match(/^(?:(\w+)\s*,\s*)?\{([^]*)\}$/);
    if (word === "import" && whole) return `const ${whole[1]}=${module};`;
    if (word === "import" && some && module) {
      const first = some[1] ? `default:${some[1]},` : "";
      return `const{${first}${bound(some[2])}}=${module};`;
    }
    if (word === "export" && some && !module) {
      after.push(`Object.assign(exports,{${given(some[2])}});`);
      return "";
    }
    const declared = clause.match(/^(?:const|class|function)\s+(\w+)/);
    if (word === "export" && declared) {
      after.push(`exports.${declared[1]}=${declared[1]};`);
      return all.replace(/^export\s+/, "");
    }
    throw new Error(`${file}: ${all.slice(0, 60)}: cannot be bundled`);
  });
  return text + after.join("");
}

// The module and those that it imports, each after what it imports.
function collect(file, found = new Map()) {
  if (found.has(file)) return found;
  const source = readFileSync(file, "utf8").replace(/^\/\/#.*$/gm, "");
  for (const [, , , path] of source.matchAll(statement)) {
    if (path) collect(join(dirname(file), path), found);
  }
  found.set(file, body(file, source));
  return found;
}

// The classes that machine.js uses stand in two modules; downhill.shim()
// returns them. A function, since a worker loads no script and gets its text.
function bundle() {
  const root = dirname(require.resolve("@bjorn3/browser_wasi_shim"));
  const parts = ["wasi.js", "fs_mem.js"].map((name) => join(root, name));
  const found = new Map();
  for (const part of parts) collect(part, found);
  const modules = [...found].map(([file, text]) =>
    `modules[${JSON.stringify(`.${file.slice(root.length)}`)}]=` +
    `((exports)=>{${text}\nreturn exports})({});`);
  const licence = readFileSync(join(root, "../LICENSE-MIT"), "utf8").trim();
  return `/* @bjorn3/browser_wasi_shim, which gives C its standard streams.\n\n` +
    `${licence} */\ndownhill.shim=()=>{"use strict";const modules={};` +
    `const from=(name)=>modules[name];\n${modules.join("\n")}\n` +
    `const{default:WASI,WASIProcExit}=modules["./wasi.js"];\n` +
    `return{WASI,WASIProcExit,...modules["./fs_mem.js"]};};\n`;
}

// These files in one scope, which is theirs alone.
function scripts() {
  const parts = ["machine.js", "teller.js", "controls.js", "sketch.js",
    "address.js", "live.js"].map((name) =>
    readFileSync(new URL(name, import.meta.url), "utf8"));
  return `(() => {\n"use strict";\n${parts.join("\n")}})();\n`;
}

mkdirSync(join(site, "live"));
writeFileSync(join(site, "assets/live.js"), scripts());
writeFileSync(join(site, "assets/wasi.js"), bundle());
if (existsSync(join(live, "data"))) {
  cpSync(join(live, "data"), join(site, "live/data"), { recursive: true });
}
