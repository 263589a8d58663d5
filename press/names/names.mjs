// What the book's own code names: functions, types, macros, enumerators,
// members and variables of files, as ctags finds them, and what a name means at
// a place.
import { execFileSync } from "node:child_process";
import { dirname, join, normalize } from "node:path";

// Of one name the earlier kind is taken: the struct before the typedef
// that shortens its name.
const order = ["function", "macro", "enumerator", "struct", "union", "enum",
  "typedef", "variable", "externvar", "prototype"];
const rank = ({ kind }) => order.indexOf(kind);
const isLocal = new Set(["local", "parameter"]);

function readTags(files) {
  const told = execFileSync("ctags", ["--quiet=yes", "--options=NONE",
    "--output-format=json",
    "--fields=+neKSt", "--kinds-C=+lzpxm", "--languages=C", "--langmap=C:.c.h",
    "-f", "-", "-L", "-"], { input: files.join("\n"), maxBuffer: 1 << 28 });
  return String(told).split("\n").filter(Boolean)
    .map((line) => JSON.parse(line))
    .filter(({ _type }) => _type === "tag");
}

const group = (list, key) => {
  const map = new Map();
  for (const one of list) {
    const k = key(one);
    if (!map.has(k)) map.set(k, []);
    map.get(k).push(one);
  }
  return map;
};

// sources: a map from the path to the text of each file. Gives `definitions`,
// sorted, each with name, path, first, line (of the name), last, kind, isOpen (seen
// by other files), of (a member's struct, an enumerator's
// enumeration), body (what a typedef names, where that
// has no name); and `reader(path)`, see below.
export function read(sources) {
  const tags = readTags([...sources.keys()]);
  const anonymous = new Map(tags.filter(({ name }) => name.startsWith("__anon"))
    .map((tag) => [tag.name, tag]));
  const definitions = tags
    .filter(({ name, kind }) => !isLocal.has(kind) && name !== "main" &&
      !name.startsWith("__anon"))
    .map((tag) => {
      // typedef struct { … } name; ctags gives the line of the name.
      const [, body] = tag.typeref?.match(/^\w+:(__anon\w+)$/) ?? [];
      const whole = tag.kind === "typedef" && anonymous.get(body);
      return { name: tag.name, path: tag.path, kind: tag.kind, line: tag.line,
        first: whole ? whole.line : tag.line, last: tag.end ?? tag.line,
        isOpen: !tag.file, body,
        of: /member|enumerator/.test(tag.kind) ? tag.scope : undefined };
    })
    .sort((a, b) => (a.path === b.path ? a.line - b.line || rank(a) - rank(b)
      : a.path < b.path ? -1 : 1))
    .filter((one, i, all) => one.line !== all[i - 1]?.line ||
      one.name !== all[i - 1].name); // typedef enum name { A, B } name;
  const known = lookup(sources, tags, definitions);
  return { definitions, reader: (path) => reader(known, path) };
}

// The files that each includes, and what those include.
function visible(sources) {
  const all = new Map();
  const included = /^#include "([^"]+)"/gm;
  const direct = (path) => [...sources.get(path).matchAll(included)]
    .map(([, name]) => [join(dirname(path), name), join("code", name),
      join("figures", name)].map(normalize).find((file) => sources.has(file)))
    .filter(Boolean);
  return (path) => {
    if (!all.has(path)) {
      const seen = new Set([path]);
      for (const file of seen) direct(file).forEach((one) => seen.add(one));
      all.set(path, seen);
    }
    return all.get(path);
  };
}

function lookup(sources, tags, definitions) {
  const seenBy = visible(sources);
  const byName = group(definitions, ({ name }) => name);
  const spot = ({ path, line, name }) => `${path} ${line} ${name}`;
  const typeOf = new Map(tags.map((tag) => [spot(tag), tag.typeref
    ?.replace(/^\w+:/, "").replace(/\b(const|struct)\b|[*\s]|\[.*/g, "")]));
  const typeAt = (one) => typeOf.get(spot(one));

  // The ranges in which a name is that of a local or a parameter.
  const functions = group(tags.filter(({ kind }) => kind === "function"),
    ({ path, name }) => `${path} ${name}`);
  const locals = group(tags.filter(({ kind }) => isLocal.has(kind)),
    ({ path, name }) => `${path} ${name}`);
  const range = ({ path, scope, line }) => functions.get(`${path} ${scope}`)
    ?.find((one) => one.line <= line && line <= one.end) ?? { line, end: line };
  const localAt = (path, line, name) => (locals.get(`${path} ${name}`) ?? [])
    .findLast((local) => {
      const { line: first, end } = range(local);
      return first <= line && line <= end;
    });

  const only = (list) => (list.length === 1 ? list[0] : undefined);
  const best = (list) => [...list].sort((a, b) => rank(a) - rank(b))[0];
  // Its own before those of the headers.
  function seen(path, name, test) {
    const known = (byName.get(name) ?? []).filter(test);
    return [known.filter((one) => one.path === path),
      known.filter((one) => one.path !== path && one.isOpen &&
        seenBy(path).has(one.path))];
  }

  // What a header declares is defined where it is not static.
  function defined(one) {
    if (one?.kind !== "prototype" && one?.kind !== "externvar") return one;
    const kind = one.kind === "prototype" ? "function" : "variable";
    return only(byName.get(one.name).filter((other) =>
      other.kind === kind && other.isOpen)) ?? one;
  }

  return {
    typeAt, localAt,
    at: (path, line, name) => defined((byName.get(name) ?? [])
      .find((one) => one.path === path && one.line === line)),
    member: (path, name, type) => {
      const members = seen(path, name, ({ kind }) => kind === "member").flat();
      if (!type) return only(members);
      const [body] = seen(path, type, (one) => one.body).flat();
      return only(members.filter(({ of }) => of === type || of === body?.body));
    },
    plain: (path, name) => {
      const [own, others] = seen(path, name, ({ kind }) => kind !== "member");
      return defined(best(own) ?? best(others));
    },
  };
}

// Reads the tokens of a file in their order and says what each name means. To
// know whose member a name is, it keeps the type of what stands before.
function reader(known, path) {
  const outside = []; // the types before the brackets that are open
  let type; // of what was just read
  let before = "";
  return ({ kind, text, line }) => {
    if (kind !== "name") {
      if (kind === "co" || text.trim() === "") return undefined;
      if ("([{".includes(text)) {
        outside.push(type);
        type = undefined;
      } else if (")]}".includes(text)) {
        type = outside.pop() ?? type;
      } else if (!".->".includes(text)) {
        type = undefined;
      }
      before = (before + text).slice(-2);
      return undefined;
    }
    const isMember = before.endsWith(".") || before === "->";
    const owner = type;
    before = "";
    const here = known.at(path, line, text);
    const local = !here && !isMember && known.localAt(path, line, text);
    const found = here ?? (isMember ? known.member(path, text, owner)
      : local ? undefined : known.plain(path, text));
    type = local || found ? known.typeAt(local || found) : undefined;
    return found;
  };
}
