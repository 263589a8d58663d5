// The commands that shell text calls: commands(text) gives their names, with
// the numbers of their lines. Written for the scripts of this tree: it knows
// quotes, substitutions, case, here-documents, functions, and what runs its
// own arguments (exec, xargs, sh -c); names that are computed are left out.

const keywords = new Set(["if", "then", "else", "elif", "while", "until", "do",
  "!", "{", "time"]);
const closers = new Set(["fi", "done", "esac", "}"]);
// What runs the command among its arguments.
const runners = new Set(["exec", "env", "xargs", "sudo", "command", "as_root",
  "run", "step"]);
// What runs a text; each is tests/check-figures' own, and has a variable before it.
const shells = new Set(["sh", "bash", "each"]);

// Where the quote, the ${ } or the $( ) that begins at i ends.
function past(text, i, inner) {
  if (text[i] === "'") {
    return text.indexOf("'", i + 1) + 1 || text.length;
  }
  if (text.startsWith("$(", i)) {
    let depth = 0;
    let at = i + 1;
    do {
      if (text[at] === "(") depth += 1;
      if (text[at] === ")") depth -= 1;
      at = "'\"".includes(text[at]) ? past(text, at, () => {}) : at + 1;
    } while (depth > 0 && at < text.length);
    if (text[i + 2] !== "(") {
      inner(text.slice(i + 2, at - 1), i + 2);
    }
    return at;
  }
  const close = text[i] === '"' ? '"' : "}";
  let at = text[i] === '"' ? i + 1 : i + 2;
  while (at < text.length && text[at] !== close) {
    if (text[at] === "\\") at += 2;
    else if (text.startsWith("$(", at) || text.startsWith("${", at) ||
             (close === "}" && "'\"".includes(text[at]))) {
      at = past(text, at, inner);
    } else at += 1;
  }
  return at + 1;
}

// The word that begins at i: its raw text and where it ends.
function word(text, i, inner) {
  let at = i;
  while (at < text.length && !/[\s;&|()<>]/.test(text[at])) {
    if (text[at] === "\\") at += 2;
    else if ("'\"".includes(text[at]) || text.startsWith("$(", at) ||
             text.startsWith("${", at)) at = past(text, at, inner);
    else at += 1;
  }
  return [text.slice(i, at), at];
}

const unquoted = (raw) => raw.replace(/^(['"])([\s\S]*)\1$/, "$2");

export function commands(text, firstLine = 1) {
  const found = [];
  const functions = new Set();
  const cases = []; // depth of open case statements: "head" or "body"
  const heredocs = [];
  let state = "command"; // or "pattern", "words", "runner", "script"
  const lineAt = (i) => firstLine + text.slice(0, i).split("\n").length - 1;
  const inner = (part, i) => found.push(...commands(part, lineAt(i)));
  let last = "";
  let i = 0;
  while (i < text.length) {
    const c = text[i];
    if (c === "\\" && text[i + 1] === "\n") { i += 2; continue; }
    if (c === "\n" && heredocs.length > 0) {
      for (const end of heredocs.splice(0)) {
        const close = text.indexOf(`\n${end}\n`, i);
        i = close < 0 ? text.length : close + end.length + 1;
      }
    }
    if (c === "\n" || ";&|(".includes(c)) {
      if (text.startsWith(";;", i)) {
        state = "pattern";
        i += 2;
        continue;
      }
      if (c === "(" && text[i + 1] === ")") {      // f()
        functions.add(last);
        found.pop();
        i += 2;
      } else i += 1;
      if (state !== "pattern") state = "command";
      continue;
    }
    if (c === ")") {
      state = "command";
      i += 1;
      continue;
    }
    if (/\s/.test(c)) { i += 1; continue; }
    if (c === "#") {
      i = text.indexOf("\n", i);
      if (i < 0) break;
      continue;
    }
    if (c === "<" || c === ">") {
      const [, sign, end] = /^([<>]+&?-?)\s*(?:['"]?(\w+)['"]?)?/
        .exec(text.slice(i));
      if (sign === "<<" || sign === "<<-") heredocs.push(end);
      i += sign.length;
      while (text[i] === " ") i += 1;
      [, i] = word(text, i, inner);
      continue;
    }
    const begin = i;
    const [raw, end] = word(text, i, inner);
    i = end;
    if (/^\d$/.test(raw) && "<>".includes(text[i])) continue;
    const name = unquoted(raw);
    if (state === "pattern") {
      if (name === "esac") { cases.pop(); state = "words"; }
      continue;
    }
    if (state === "words") {
      if (name === "in" && cases.at(-1) === "head") {
        cases[cases.length - 1] = "body";
        state = "pattern";
      }
      continue;
    }
    if (state === "script") {
      if (!/^-|^\$\w+$/.test(name)) {
        inner(name, begin);
        state = "words";
      }
      continue;
    }
    if (/^\w+\+?=/.test(raw)) continue;
    if (state === "runner") {
      if (name === "-v") state = "words"; // command -v: asked for, not run
      if (/^-|^\d+$|^\{\}$|[$\s]/.test(name)) continue;
    }
    if (keywords.has(name)) continue;
    if (closers.has(name)) {
      if (name === "esac") cases.pop();
      state = "words";
      continue;
    }
    last = name;
    if (name === "for" || name === "case") {
      if (name === "case") cases.push("head");
      state = "words";
      continue;
    }
    if (!name.includes("$")) found.push({ name, line: lineAt(begin) });
    state = runners.has(name) ? "runner" : shells.has(name) ? "script"
      : "words";
  }
  return found.filter(({ name }) => !functions.has(name));
}
