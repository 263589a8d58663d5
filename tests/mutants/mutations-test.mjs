// Given this line, these changes and no others.
import assert from "node:assert/strict";
import { mutate, mutations, shown } from "./mutations.mjs";

const cases = [
  ["    x = a + b * c;", ["    ;", "    x = a - b * c;", "    x = a + b / c;"]],
  ["    double y = a - b / 2;", ["    double y = a + b / 2;",
    "    double y = a - b * 2;", "    double y = a - b / 3;"]],
  ["    for (size_t i = 0; i < n; i++)", ["    for (size_t i = 1; i < n; i++)",
    "    for (size_t i = 0; i <= n; i++)",
    "    for (size_t i = 0; i < n; i--)"]],
  ["    if (a >= b && fabs(x) > 1e-6)", ["    if (a > b && fabs(x) > 1e-6)",
    "    if (a >= b || fabs(x) > 1e-6)", "    if (a >= b && (x) > 1e-6)",
    "    if (a >= b && fabs(x) >= 1e-6)",
    "    if (a >= b && fabs(x) > 0.0000011)"]],
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
  // A call that frees, a pointer, a declaration, a length and a word with a
  // digit stay.
  ["    gd_history_free(&h);", []],
  ["    const double *p = &x2;", []],
  ["    char text[256];", []],
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
