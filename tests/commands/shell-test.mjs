// Does shell.mjs find what is called, and nothing else?
import assert from "node:assert/strict";
import { commands } from "./shell.mjs";

function finds(text, wanted) {
  const got = commands(text).map(({ name, line }) => `${name}:${line}`);
  assert.equal(got.join(" "), wanted, text);
}

finds("one a b", "one:1");
finds("a=1 one && b=2\ntwo || three; four | five &\n! six",
  "one:1 two:2 three:2 four:2 five:2 six:3");
finds("if one; then two; elif three\nthen four; else five; fi",
  "one:1 two:1 three:1 four:2 five:2");
finds("for i in a b; do one; done\nwhile two; do three; done <file",
  "one:1 two:2 three:2");
finds("case x in a | b) one ;; c) two ;; esac; three",
  "one:1 two:1 three:1");
finds("f() {\n    one\n}\nf x", "one:2");
finds("each \"$x\" 'one | two'", "each:1 one:1 two:1");
finds("x=$(one; two \"$(three)\") # four", "one:1 two:1 three:1");
finds("[ \"${x:-$(one)}\" = ']' ]", "[:1 one:1");
finds("cat <<END | one\n two\nEND\nthree", "cat:1 one:1 three:4");
finds("one >out 2>&1 <in\n2>err two", "one:1 two:2");
finds("x | xargs -P 2 -n 4 one", "x:1 xargs:1 one:1");
finds("command -v one || exec two; env -i B=1 three",
  "command:1 exec:1 two:1 env:1 three:1");
finds("run 'a title' one; run \"$x\" two", "run:1 one:1 run:1 two:1");
finds("sh -c 'one \"$1\" | two' sh", "sh:1 one:1 two:1");
finds("'/usr/bin/one' \\\n  two; \"$three\" four", "/usr/bin/one:1");
finds("(one) && { two; }", "one:1 two:1");
