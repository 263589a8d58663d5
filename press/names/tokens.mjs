// C as tokens: what each stretch of a source is, for its colour and its name.

const keywords = new Set(("auto break case const continue default do else enum " +
  "extern for goto if inline register restrict return sizeof static struct " +
  "switch typedef union volatile while _Alignas _Alignof _Generic _Noreturn " +
  "_Static_assert _Thread_local").split(" "));
const types = new Set(("bool char double float int int64_t long ptrdiff_t short " +
  "signed size_t uint16_t uint32_t uint64_t uint8_t unsigned void FILE va_list " +
  "_Bool _Complex").split(" "));

const token = new RegExp([
  /(?<co>\/\*[^]*?\*\/|\/\/.*)/,
  /(?<st>"(?:\\[^]|[^"\\\n])*"|'(?:\\[^]|[^'\\\n])*')/,
  /(?<pp>^[ \t]*#[ \t]*(?:include.*|\w+))/, /(?<dv>\.?\d(?:[eEpP][+-]|[\w.])*)/,
  /(?<name>[A-Za-z_]\w*)/, /(?<other>\s+|[^])/,
].map(({ source }) => source).join("|"), "gm");

// Yields {kind, text, line, column}; lines count from 1, columns from 0; kind is a class of the book's colours (co comment, st
// string, pp directive, dv number, kw keyword, dt type), "name" or "other".
export function* tokens(code) {
  let line = 1;
  let begin = 0; // of the line
  for (const { groups, index } of code.matchAll(token)) {
    let [kind, text] = Object.entries(groups).find(([, found]) => found);
    if (kind === "name" && keywords.has(text)) kind = "kw";
    if (kind === "name" && types.has(text)) kind = "dt";
    yield { kind, text, line, column: index - begin };
    const last = text.lastIndexOf("\n");
    if (last >= 0) {
      line += text.split("\n").length - 1;
      begin = index + last + 1;
    }
  }
}

const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
export const escape = (text) =>
  text.replace(/[&<>"]/g, (sign) => entities[sign]);

// A token as HTML, each of its lines in a span of its own.
export function coloured({ kind, text }) {
  if (kind === "name" || kind === "other") return escape(text);
  return text.split("\n").map((line) =>
    line && `<span class="${kind}">${escape(line)}</span>`).join("\n");
}
