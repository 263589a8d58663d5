// The TeX of the book's formulas as something that can be evaluated: KaTeX reads
// it, and of what it finds the part that the book uses is understood here. A name
// is whatever the caller has a value for, be it `\hat m_t`, `f'(x)` or
// `\frac{\partial f}{\partial x}`; what is neither a name nor arithmetic is an
// error. Values are numbers and matrices (arrays of rows); a vector is a matrix.
import { createRequire } from "node:module";

const require = createRequire(new URL("../../press/package.json", import.meta.url));
const katex = require("katex");

// -- The formula as a row of tokens ----------------------------------------------

const dropped = new Set(["kern", "spacing"]);
const wrappers = new Set(["styling", "ordgroup", "mclass", "sizing", "htmlmathml"]);

const listed = (body) => (Array.isArray(body) ? body : [body]);
const spell = (node) => (node ? flatten([node]).map(({ word }) => word).join("") : "");
const wordOf = (base, sub, sup) => base + (sub ? `_{${sub}}` : "") +
  (sup ? `^{${sup}}` : "");

function supsub(node) {
  const sub = spell(node.sub);
  const sup = spell(node.sup);
  const [base] = flatten([node.base]);
  // A power of what stands in brackets.
  if (base?.kind === "close" || (base?.kind === "bar" && sup)) {
    return [base, { kind: "power", word: `^{${sup}}`, sup: flatten([node.sup]) }];
  }
  if (node.base?.type === "op" && node.base.name === "\\sum") {
    return [{ kind: "sum", word: wordOf("\\sum", sub, sup),
      sub: node.sub && flatten([node.sub]), sup: node.sup && flatten([node.sup]) }];
  }
  return [{ kind: base.kind === "function" ? "function" : "name", name: base.name,
    word: wordOf(base.word, sub, sup), stem: wordOf(base.word, sub, ""),
    base: base.word, sub: node.sub && flatten([node.sub]),
    sup: node.sup && flatten([node.sup]) }];
}

const bars = { "|": "|", "\\vert": "|", "\\lvert": "|", "\\rvert": "|",
  "\\|": "\\|", "\\Vert": "\\|", "\\lVert": "\\|", "\\rVert": "\\|" };

function mark(text, family) {
  if (bars[text]) return { kind: family === "open" ? "open" : family === "close"
    ? "close" : "bar", word: bars[text] };
  if (family === "open" || family === "close") return { kind: family, word: text };
  if (/^[0-9.]$/.test(text)) return { kind: "digit", word: text };
  if (family) return { kind: family, word: text };
  return { kind: "name", word: text, stem: text, base: text };
}

const readers = {
  mathord: ({ text }) => [mark(text)],
  textord: ({ text }) => [mark(text)],
  atom: ({ text, family }) => [mark(text, family)],
  delimsizing: ({ delim, mclass }) => [mark(delim, mclass.slice(1))],
  leftright: ({ left, right, body }) =>
    [mark(left, "open"), ...flatten(body), mark(right, "close")],
  supsub,
  accent({ label, base }) {
    const word = `${label}{${spell(base)}}`;
    return [{ kind: "name", word, stem: word, base: word }];
  },
  font: ({ body }) => flatten(listed(body)),
  text: ({ body }) => [{ kind: "words", word: listed(body)
    .map(({ text }) => text ?? " ").join("") }],
  genfrac: ({ numer, denom }) => [{ kind: "fraction",
    word: `\\frac{${spell(numer)}}{${spell(denom)}}`,
    parts: [flatten([numer]), flatten([denom])] }],
  sqrt: ({ body }) => [{ kind: "root", word: `\\sqrt{${spell(body)}}`,
    body: flatten([body]) }],
  op: ({ name }) => [{ kind: name === "\\sum" ? "sum" : "function", name,
    word: name }],
  operatorname: ({ body }) => [{ kind: "function",
    name: listed(body).map(({ text }) => text).join(""),
    word: `\\${listed(body).map(({ text }) => text).join("")}` }],
  overline: ({ body }) => {
    const word = `\\overline{${spell(body)}}`;
    return [{ kind: "name", word, stem: word, base: word }];
  },
  array: ({ body }) => [{ kind: "array", word: "\\array",
    rows: body.map((row) => row.map((cell) => flatten([cell]))) }],
};

function flatten(nodes) {
  return nodes.filter(Boolean).flatMap((node) => {
    if (dropped.has(node.type)) return [];
    if (wrappers.has(node.type)) return flatten(listed(node.body));
    const read = readers[node.type];
    if (!read) throw new Error(`${node.type} is not understood`);
    return read(node);
  });
}

const tokens = (tex) => flatten(katex.__parse(tex, { displayMode: true }));

// A name as it is spelt here, however its author spelt it.
export const spelt = (tex) => tokens(tex).map(({ word }) => word);

// -- Statements ------------------------------------------------------------------

const depths = { open: 1, close: -1 };

// Pieces of a row, cut where a token is one of these and in no brackets.
function cut(row, is) {
  const pieces = [[]];
  let depth = 0;
  for (const token of row) {
    depth += depths[token.kind] ?? 0;
    if (depth === 0 && is(token)) pieces.push([]);
    else pieces.at(-1).push(token);
  }
  return pieces;
}

const isComma = ({ kind, word }) => kind === "punct" && word === ",";
const follows = ({ word }) => /^(\\Longrightarrow|⟹)$/.test(word);
const isEnd = ({ kind, word }) => kind === "punct" || (kind === "digit" &&
  word === ".");

// Of aligned lines the cells, two by two. A line that begins with nothing but a
// sign goes on with the one before.
function rows(all) {
  if (all[0]?.kind !== "array" || all.slice(1).some((token) => !isEnd(token))) {
    return [all];
  }
  const list = [];
  for (const row of all[0].rows) {
    for (let i = 0; i < row.length; i += 2) {
      const pair = [...row[i], ...row[i + 1] ?? []];
      if (row[i].length === 0 && pair[0]?.kind === "bin") list.at(-1).push(...pair);
      else list.push(pair);
    }
  }
  return list;
}

const relations = { "=": "=", "\\approx": "=", "\\leftarrow": "<-", "<": "<", ">": ">", "\\le": "<=",
  "\\leq": "<=", "\\ge": ">=", "\\geq": ">=" };

// The statements of a formula: { relation, sides }, or an expression, without a
// relation. What several signs of equality join are as many sides.
export function statements(tex) {
  const list = [];
  for (const row of rows(tokens(tex))) {
    for (const piece of cut(row, (token) => isComma(token) || follows(token))) {
      while (piece.length > 0 && isEnd(piece.at(-1))) piece.pop();
      while (piece[0]?.kind === "words") piece.shift();
      if (piece.length === 0) continue;
      const found = piece.find(({ word }) => relations[word]);
      // t = 0, 1, 2, … says which there are, and nothing of them.
      if (!found && list.at(-1)?.relation) {
        list.at(-1).isList = true;
        continue;
      }
      list.push({ relation: relations[found?.word],
        sides: cut(piece, ({ word }) => word === found?.word) });
    }
  }
  return list.filter(({ isList }) => !isList);
}

// -- Matrices --------------------------------------------------------------------

const isMatrix = Array.isArray;
const each = (a, f) => (isMatrix(a) ? a.map((row) => row.map(f)) : f(a));
const isOne = (a) => a.length === 1 && a[0].length === 1;

export function transposed(a) {
  return isMatrix(a) ? a[0].map((_, j) => a.map((row) => row[j])) : a;
}

function together(a, b, f) {
  if (!isMatrix(a) && !isMatrix(b)) return f(a, b);
  if (!isMatrix(a) || !isMatrix(b)) throw new Error("a number and a matrix do not add");
  // A row may be added to each row.
  const wide = a.length >= b.length ? a : b;
  const at = (m, i, j) => m[m.length === 1 ? 0 : i]?.[j];
  return wide.map((row, i) => row.map((_, j) => {
    const [x, y] = [at(a, i, j), at(b, i, j)];
    if (x === undefined || y === undefined) throw new Error("shapes do not fit");
    return f(x, y);
  }));
}

function times(a, b) {
  if (!isMatrix(a)) return each(b, (x) => a * x);
  if (!isMatrix(b)) return each(a, (x) => x * b);
  if (isOne(a)) return times(a[0][0], b);
  if (isOne(b)) return times(a, b[0][0]);
  if (a[0].length !== b.length) throw new Error("shapes do not multiply");
  const product = a.map((row) => b[0].map((_, j) =>
    row.reduce((sum, x, k) => sum + x * b[k][j], 0)));
  return isOne(product) ? product[0][0] : product;
}

// A dot between two vectors of one shape.
const dotted = (a, b) => times(isMatrix(a) && isMatrix(b) &&
  a.length === b.length && a.length > 1 && b[0].length === 1 ? transposed(a) : a, b);

// By elimination, with the largest pivot.
function inverse(a) {
  if (!isMatrix(a)) return 1 / a;
  const n = a.length;
  const rowsOf = a.map((row, i) => [...row, ...row.map((_, j) => Number(i === j))]);
  for (let k = 0; k < n; k++) {
    const pivot = rowsOf.slice(k).reduce((best, row, i) =>
      (Math.abs(row[k]) > Math.abs(rowsOf[best][k]) ? i + k : best), k);
    [rowsOf[k], rowsOf[pivot]] = [rowsOf[pivot], rowsOf[k]];
    for (let i = 0; i < n; i++) {
      const by = i === k ? 1 - 1 / rowsOf[k][k] : rowsOf[i][k] / rowsOf[k][k];
      const own = rowsOf[k].slice();
      rowsOf[i] = rowsOf[i].map((x, j) => x - by * own[j]);
    }
  }
  return rowsOf.map((row) => row.slice(n));
}

function power(a, exponent) {
  if (!isMatrix(a)) return a ** exponent;
  if (exponent === -1) return inverse(a);
  if (!Number.isInteger(exponent) || exponent < 1) {
    throw new Error(`a matrix to the power of ${exponent}`);
  }
  return exponent === 1 ? a : times(a, power(a, exponent - 1));
}

const norm = (a) => Math.sqrt(listed(a).flat()
  .reduce((sum, x) => sum + x * x, 0));

// -- Evaluation ------------------------------------------------------------------

const functions = { "\\sin": Math.sin, "\\cos": Math.cos, "\\log": Math.log,
  "\\tanh": Math.tanh };

// known: values by names, as the author spells them; e and \pi are known. indices:
// places, from 0, by the letters that stand for them.
export class Evaluator {
  constructor(known, indices = {}) {
    this.names = Object.entries(known)
      .map(([name, value]) => ({ words: spelt(name), value }))
      .sort((a, b) => b.words.length - a.words.length);
    this.indices = new Map(Object.entries(indices));
  }

  // A side of a statement.
  value(row) {
    const reader = new Reader(this, row);
    const value = reader.sum();
    reader.end();
    return value;
  }

  // The longest name that stands here: its value, and how many tokens it has.
  named(row, at) {
    for (const { words, value } of this.names) {
      if (words.every((word, i) => row[at + i]?.word === word)) {
        return { value: this.part(words, value), length: words.length };
      }
    }
    return null;
  }

  // \partial f / \partial x_i is one of a vector of that name, where i is bound.
  part(words, value) {
    for (const [letter, i] of this.indices) {
      if (isMatrix(value) && words.some((word) => word.includes(`_{${letter}}`))) {
        const one = value.flat()[i];
        if (one === undefined) throw new Error(`there is no part ${i}`);
        return one;
      }
    }
    return value;
  }

  // x_i and W_{ij} where the letters below are bound by a sum.
  indexed(token) {
    const places = token.sub?.map(({ word }) => this.indices.get(word));
    if (!places || places.includes(undefined)) return undefined;
    const whole = this.named([{ word: token.base }], 0)?.value;
    if (!isMatrix(whole)) return undefined;
    const [i, j] = places;
    if (places.length === 2) return whole[i]?.[j];
    return whole.length === 1 ? whole[0][i] : whole[i]?.[0];
  }
}

class Reader {
  constructor(evaluator, row) {
    Object.assign(this, { evaluator, row, at: 0 });
  }

  get token() { return this.row[this.at]; }

  is(kind, word) {
    return this.token?.kind === kind && (!word || this.token.word === word);
  }

  end() {
    if (this.token) throw new Error(`"${this.token.word}" is not understood`);
  }

  inside(row) { return this.evaluator.value(row); }

  sum() {
    let value = this.product();
    while (this.is("bin", "+") || this.is("bin", "-")) {
      const by = this.row[this.at++].word === "+" ? 1 : -1;
      value = together(value, this.product(), (a, b) => a + by * b);
    }
    return value;
  }

  product() {
    if (this.is("bin", "-") || this.is("bin", "+")) {
      const sign = this.row[this.at++].word === "-" ? -1 : 1;
      return times(sign, this.product());
    }
    let value = this.factor();
    for (;;) {
      if (this.is("bin", "\\cdot") || this.is("bin", "\\times")) {
        this.at++;
        value = dotted(value, this.factor());
      } else if (this.is("name", "/")) {
        this.at++;
        value = times(value, inverse(this.factor()));
      } else if (this.token && !/^(bin|rel|close|punct)$/.test(this.token.kind)) {
        value = times(value, this.factor());
      } else {
        return value;
      }
    }
  }

  factor() {
    let value = this.base();
    while (this.is("power")) value = this.raised(value, this.row[this.at++].sup);
    return value;
  }

  raised(value, sup) {
    const [first] = sup;
    if (sup.length === 1 && (first.word === "T" || first.word === "\\top")) {
      return transposed(value);
    }
    return power(value, this.inside(sup));
  }

  base() {
    const known = this.evaluator.named(this.row, this.at);
    if (known) {
      this.at += known.length;
      return known.value;
    }
    const { token } = this;
    if (!token) throw new Error("something is missing");
    const read = this[`read_${token.kind}`];
    if (!read) throw new Error(`"${token.word}" is not understood`);
    this.at += 1;
    return read.call(this, token);
  }

  read_digit(first) {
    let text = first.word;
    while (this.is("digit")) text += this.row[this.at++].word;
    return Number(text);
  }

  read_name(token) {
    if (token.sup && token.word !== token.stem) {
      if (/^[0-9.]$/.test(token.base)) {
        return this.raised(Number(token.base), token.sup);
      }
      const stem = { ...token, word: token.stem, sup: undefined };
      return this.raised(this.evaluator.value([stem]), token.sup);
    }
    const value = this.evaluator.indexed(token);
    if (value !== undefined) return value;
    if (token.word === "e") return Math.E;
    if (token.word === "\\pi") return Math.PI;
    throw new Error(`there is no value for ${token.word}`);
  }

  read_open(token) {
    const from = this.at;
    let depth = 1;
    while (this.token && depth > 0) depth += depths[this.row[this.at++].kind] ?? 0;
    if (depth > 0) throw new Error(`"${token.word}" stays open`);
    const parts = cut(this.row.slice(from, this.at - 1), isComma)
      .map((row) => this.inside(row));
    // (a, b) is a row of numbers.
    return parts.length > 1 ? [parts] : this.absolute(token.word, parts[0]);
  }

  read_array({ rows }) {
    return rows.map((row) => row.map((cell) => this.inside(cell)));
  }

  // What is between two bars.
  read_bar(token) {
    const from = this.at;
    const last = this.row.findIndex(({ kind, word }, i) => i >= from &&
      kind === "bar" && word === token.word);
    if (last < 0) throw new Error(`"${token.word}" stays open`);
    this.at = last + 1;
    return this.absolute(token.word, this.inside(this.row.slice(from, last)));
  }

  absolute(word, value) {
    if (word === "\\|") return norm(value);
    return word === "|" ? each(value, Math.abs) : value;
  }

  read_fraction({ parts }) {
    const [above, below] = parts.map((row) => this.inside(row));
    return times(above, inverse(below));
  }

  read_root({ body }) { return each(this.inside(body), Math.sqrt); }

  read_function({ name, sup }) {
    const act = functions[name];
    if (!act) throw new Error(`the function ${name} is not understood`);
    const value = each(this.is("sum") ? this.product() : this.factor(), act);
    return sup ? this.raised(value, sup) : value;
  }

  // \sum_{i=1}^m, or \sum_i over all that the vectors after it have.
  read_sum({ sub, sup }) {
    const [index, , ...first] = sub;
    const start = first.length > 0 ? this.inside(first) - 1 : 0;
    const from = this.at;
    const { indices } = this.evaluator;
    const outer = indices.get(index.word);
    const count = sup ? this.inside(sup) : Infinity;
    let total, last;
    for (let i = start; i < count; i++) {
      indices.set(index.word, i);
      this.at = from;
      try {
        const part = this.product();
        total = i === start ? part : together(total, part, (a, b) => a + b);
      } catch (error) {
        if (i === start || sup) throw error;
        break;
      }
      last = this.at;
    }
    if (outer === undefined) indices.delete(index.word);
    else indices.set(index.word, outer);
    this.at = last;
    return total;
  }
}
