// What can be changed in a C file, one small thing at a time, so that it should
// compute something else.

// The code alone, every character in its place: comments, strings, characters
// and preprocessor lines are blanks.
export function codeOf(source) {
  const blank = (text) => text.replace(/[^\n]/g, " ");
  return source
    .replace(/\/\*[^]*?\*\/|\/\/.*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'/g,
      blank)
    .replace(/^[ \t]*#(?:.*\\\n)*.*/gm, blank);
}

// Another number of the same type. A tenth more of a tolerance is the same tolerance.
function otherNumber(text) {
  if (/^\d+$/.test(text)) {
    return String(Number(text) + 1);
  }
  const factor = Number(text) <= 1e-5 ? 1000 : 1.1;
  const greater = Number((Number(text) * factor).toPrecision(12));
  const other = String(greater === 0 ? 0.1 : greater);
  return /[.e]/.test(other) ? other : `${other}.0`;
}

const swaps = [["+", "-"], ["*", "/"], ["==", "!="],
  ["&&", "||"], ["+=", "-="], ["*=", "/="]]
  .flatMap(([a, b]) => [[a, b], [b, a]]);
const words = [["sin", "cos"], ["true", "false"], ["fmin", "fmax"]]
  .flatMap(([a, b]) => [[a, b], [b, a]]);

// Not the length of an array, nor how much is allocated, with which nothing is
// computed: more room holds as much. Nor the 0 of {0}, which is C's word for empty.
const number = new RegExp("(?<![\\w.])(?<!\\[(?=\\d\\d|[2-9]\\]))" +
  "(?!(?<=\\{)0\\})(?<!alloc\\((?:[^();]|\\([^();]*\\))*)" +
  "(?:\\d+\\.\\d*|\\d+|\\.\\d+)(?:e[+-]?\\d+)?(?![\\w.])", "g");

// Beside a number with a fraction the bound itself is met by chance alone, and
// whether it is one of them does not matter: what is compared is turned about.
const beside = "(?=\\s[^;:&|?\n]*\\d(?:\\.\\d|e-?\\d))";
const bounds = [["<", "<="], [">", ">="], ["<=", "<"], [">=", ">"]];
const turned = [["<", ">"], [">", "<"], ["<=", ">"], [">=", "<"]];

const escape = (text) => text.replace(/[^\w]/g, "\\$&");
const rules = [
  // clang-format puts blanks round an operator of two operands, and only there.
  ...swaps.map(([from, to]) =>
    [new RegExp(`(?<= )${escape(from)}(?=\\s)`, "g"), to]),
  ...bounds.map(([from, to]) =>
    [new RegExp(`(?<= )${escape(from)}(?=\\s)(?!${beside})`, "g"), to]),
  ...turned.map(([from, to]) =>
    [new RegExp(`(?<= )${escape(from)}${beside}`, "g"), to]),
  ...words.map(([from, to]) => [new RegExp(`\\b${from}\\b`, "g"), to]),
  [/\bfabs(?=\()/g, ""],
  [/(?<=\b\w+)\+\+/g, "--"],
  [/(?<=\b\w+)--/g, "++"],
  [/(?<=[(,=?:] ?|return )-(?=[\w(])/g, ""],
  [/!(?=[\w(])/g, ""],
  [/(?<=\[)1(?=\])/g, "0"],
  [number, otherNumber],
];

// An assignment or a call that begins a line and is a statement of its own; not
// a declaration, which has a blank after its type. What is not freed changes no
// result; the sanitizers look for it.
const statement = new RegExp("^(?!\\w*(?:free|close)\\()[*\\w.>\\[\\]-]+" +
  "(?:\\[[^;={}]*\\][\\w.>\\[\\]-]*)?" +
  "(?: [-+*/]?= [^;{}]*|\\([^;{}]*\\)|\\+\\+|--);");

function dropped(code) {
  return [...code.matchAll(/(?<=^[ \t]+)(?=[*\w])/gm)].flatMap(({ index }) => {
    const text = code.slice(index).match(statement)?.[0];
    const before = code.slice(0, index).trimEnd();
    return text && /[;{})]$|\belse$/.test(before)
      ? [{ at: index, from: text, to: `;${text.replace(/[^\n]/g, "")}` }] : [];
  });
}

export const lineAt = (source, at) => source.slice(0, at).split("\n").length;

// All of them: { at, from, to, line }, in the order of the file.
export function mutations(source) {
  const code = codeOf(source);
  const found = rules.flatMap(([pattern, to]) =>
    [...code.matchAll(pattern)].map((match) => ({ at: match.index,
      from: match[0], to: typeof to === "string" ? to : to(match[0]) })));
  const all = [...found, ...dropped(code)].sort((a, b) => a.at - b.at);
  return all.map((one) => ({ ...one,
    from: source.slice(one.at, one.at + one.from.length),
    line: lineAt(source, one.at) }));
}

export function mutate(source, { at, from, to }) {
  return source.slice(0, at) + to + source.slice(at + from.length);
}

// The line as it was, with the change in its place.
export function shown(source, { at, from, to }) {
  const begin = source.lastIndexOf("\n", at) + 1;
  const end = source.indexOf("\n", at + from.length);
  const line = `${source.slice(begin, at)}{${from} => ${to}}` +
    source.slice(at + from.length, end);
  return line.replace(/\s+/g, " ").trim();
}
