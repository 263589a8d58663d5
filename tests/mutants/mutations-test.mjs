// Given this line, these changes and no others.
import assert from "node:assert/strict";
import { mutate, mutations, shown } from "./mutations.mjs";
import { pictureMutations } from "./pictures.mjs";
import { termMutations, textMutations } from "./text.mjs";

const cases = [
  ["    x = a + b * c;", ["    ;", "    x = a - b * c;", "    x = a + b / c;"]],
  ["    double y = a - b / 2;", ["    double y = a + b / 2;",
    "    double y = a - b * 2;", "    double y = a - b / 3;"]],
  ["    for (size_t i = 0; i < n; i++)", ["    for (size_t i = 1; i < n; i++)",
    "    for (size_t i = 0; i <= n; i++)",
    "    for (size_t i = 0; i < n; i--)"]],
  ["    if (a >= b && fabs(x) > 1e-6)", ["    if (a > b && fabs(x) > 1e-6)",
    "    if (a >= b || fabs(x) > 1e-6)", "    if (a >= b && (x) > 1e-6)",
    "    if (a >= b && fabs(x) < 1e-6)",
    "    if (a >= b && fabs(x) > 0.001)"]],
  ["    if (n < k)\n        return 0.5;", ["    if (n <= k)\n        return 0.5;",
    "    if (n < k)\n        return 0.55;"]],
  ["    if (f <= 0.5)", ["    if (f > 0.5)", "    if (f <= 0.55)"]],
  ["    if (n < 3 && f)", ["    if (n <= 3 && f)", "    if (n < 4 && f)",
    "    if (n < 3 || f)"]],
  ["    return x == 0.5 || done;", ["    return x != 0.5 || done;",
    "    return x == 0.55 || done;", "    return x == 0.5 && done;"]],
  ["    return -sin(x);", ["    return sin(x);", "    return -cos(x);"]],
  ["    g[0] += g[1];", ["    ;", "    g[1] += g[1];", "    g[0] -= g[1];",
    "    g[0] += g[2];", "    g[0] += g[0];"].sort()],
  ["static bool ready = true;", ["static bool ready = false;"]],
  ["    while (!is_done(p))", ["    while (is_done(p))"]],
  ["    step(o, x, 10.0);", ["    ;", "    step(o, x, 11.0);"]],
  ["    p->x[i] = q;", ["    ;"]],
  ["    p->rows[i].x[0] = q;", ["    ;", "    p->rows[i].x[1] = q;"]],
  ["    double a[2] = {0}, b[2] = {0, 0};", ["    double a[2] = {0}, b[2] = {1, 0};",
    "    double a[2] = {0}, b[2] = {0, 1};"]],
  // A call that frees, a pointer, a declaration, a length, what is allocated, what is
  // empty and a word with a digit stay.
  ["    gd_history_free(&h);", []],
  ["    const double *p = &x2;", []],
  ["    char text[256];", []],
  ["    double *v = must_calloc((n) * 4, sizeof *v), w = 2;",
    ["    double *v = must_calloc((n) / 4, sizeof *v), w = 2;",
      "    double *v = must_calloc((n) * 4, sizeof *v), w = 3;"]],
  ["    double hypot(double x, double y);", []],
  // So does what is not code.
  ["#include <a1.h> /* 1 + 2 */", []],
  ["#define TWO 1 + 1", []],
  ["/* a + b, 3 * 4\n   if x < y */", []],
  ["    // i < 3", []],
  ["static const char *meaning = \"from 1 + 2 \\\" - 3\", c = '0';", []],
];

for (const [line, wanted] of cases) {
  // What can be dropped is a statement only after another.
  const source = `{\n${line}\n}\n`;
  const got = mutations(source).map((one) => mutate(source, one).slice(2, -3));
  assert.deepEqual(got.sort(), [...wanted].sort(), line);
}

// All of a call of several lines is dropped, and no line with it.
const call = "{\n    f(1,\n      \"a;b\");\n    g();\n}\n";
const drop = mutations(call).find(({ to }) => to.startsWith(";"));
assert.equal(mutate(call, drop), "{\n    ;\n\n    g();\n}\n");
assert.equal(drop.line, 2);
assert.equal(shown(call, mutations(call).find(({ from }) => from === "1")),
  "f({1 => 2},");
// The middle of a statement is none.
assert.ok(!mutations("{\n    x = a +\n    b(c);\n}\n")
  .some(({ from }) => from === "b(c);"));

// Of a text, by kind.
const texts = [
  ["At 0.25 it is $x_t < 2$.", { number: ["At 0.26 it is $x_t < 2$."],
    formula: ["At 0.25 it is $x_s < 2$.", "At 0.25 it is $x_t > 2$.",
      "At 0.25 it is $x_t < 3$."],
    dollar: ["At 0.25 it is x_t < 2$.", "At 0.25 it is $x_t < 2."] }],
  ["`a.b`{.value format=\"%.3f\"} in @fig:path [@polyak1964].[^note]", {
    format: ["`a.b`{.value format=\"%.4f\"} in @fig:path [@polyak1964].[^note]"],
    class: ["`a.b`{.vale format=\"%.3f\"} in @fig:path [@polyak1964].[^note]"],
    label: ["`a.b`{.value format=\"%.3f\"} in @fig:pah [@polyak1964].[^note]"],
    citation: ["`a.b`{.value format=\"%.3f\"} in @fig:path [@polyak194].[^note]"],
    note: ["`a.b`{.value format=\"%.3f\"} in @fig:path [@polyak1964].[^not]"] }],
  ["``` {.c region=loop caption=\"It\"}\n3\n```", {
    class: [], region: ["``` {.c region=lop caption=\"It\"}\n3\n```"],
    caption: ["``` {.c region=loop}\n3\n```"],
    fence: ["\n3\n```", "``` {.c region=loop caption=\"It\"}\n3\n"] }],
  ["::: aside\n`3` and @sec:a or @sec:b\n:::", {
    class: ["::: asie\n`3` and @sec:a or @sec:b\n:::"],
    fence: ["\n`3` and @sec:a or @sec:b\n:::", "::: aside\n`3` and @sec:a or @sec:b\n"],
    swap: ["::: aside\n`3` and @sec:b or @sec:b\n:::",
      "::: aside\n`3` and @sec:a or @sec:a\n:::"] }],
];

// All of the kinds that are named, and of others none but labels.
for (const [source, wanted] of texts) {
  const all = textMutations(source);
  for (const kind of new Set([...all.map((one) => one.kind), ...Object.keys(wanted)])) {
    if (kind === "label" && !wanted.label) continue;
    const got = all.filter((one) => one.kind === kind)
      .map((one) => mutate(source, one));
    assert.deepEqual(got.sort(), [...wanted[kind] ?? []].sort(), `${source}: ${kind}`);
  }
}
const terms = "> a remark\n## Steps\n* rate\nrun [its runs]\n";
assert.deepEqual(termMutations(terms).map((one) => mutate(terms, one)), [
  "> a remark\n## Stes\n* rate\nrun [its runs]\n",
  "> a remark\n## Steps\n* \nrun [its runs]\n",
  "> a remark\n## Steps\n* rate\nrun [its rus]\n"]);

// Of a figure.
const figure = `{
    plot_axes_limits_x(ax, 0, 5);
    plot_add_marks(ax, plot_data_xy(data, "walk", "x", "f"), plot_start_mark);
    plot_add_text(ax, 1, 2, PLACE_LEFT, "%s steps", note);
}
`;
const changed = (kind) => pictureMutations(figure).filter((one) => one.kind === kind)
  .map((one) => `${one.line} ${one.from} ${one.to}`).sort();
assert.deepEqual(changed("rows"), ["3 f g", "3 w x", "3 x y"]);
assert.deepEqual(changed("words"), ["4 s t"]);
assert.deepEqual(changed("marks"),
  ["3 plot_start_mark plot_descent_mark", "4 PLACE_LEFT PLACE_RIGHT"]);
assert.deepEqual(changed("scales"),
  ["2 0 1", "2 5 6", "2 plot_axes_limits_x(ax, 0, 5); ;"]);
