// What can be changed in a drawing program beside what any C file has: the rows
// that it reads, its scales, its marks and the words that it draws.
import { lineAt, mutations } from "./mutations.mjs";

const swaps = [["PLACE_RIGHT", "PLACE_LEFT"], ["PLACE_ABOVE", "PLACE_BELOW"],
  ["PLACE_ABOVE_RIGHT", "PLACE_BELOW_LEFT"], ["PLACE_ABOVE_LEFT",
    "PLACE_BELOW_RIGHT"], ["INK_DESCENT", "INK_OTHER"], ["INK_NOTE", "INK_TEXT"],
  ["INK_VERMILION", "INK_GREEN"], ["INK_FAINT", "INK_SLATE"],
  ["INK_CENTRAL", "INK_FORWARD"], ["INK_BROWN", "INK_PURPLE"],
  ["INK_FUNCTION", "INK_BLUE"], ["DASH_DASHED", "DASH_DOTTED"],
  ["SHAPE_SQUARE", "SHAPE_DOT"], ["SHAPE_CROSS", "SHAPE_CIRCLE"],
  ["SHAPE_WEDGE", "SHAPE_PLUS"], ["SPINES_BOX", "SPINES_NONE"],
  ["SHARE_X", "SHARE_Y"], ["RAMP_VIRIDIS", "RAMP_GREY"],
  ["plot_function_line", "plot_guide_line"], ["plot_descent_mark",
    "plot_start_mark"], ["plot_minimum_mark", "plot_maximum_mark"],
  ["plot_add_curve", "plot_add_line"]].flatMap(([a, b]) => [[a, b], [b, a]]);

// Strings, with the line on which they stand.
function literals(source) {
  const quiet = source.replace(/\/\*[^]*?\*\/|^[ \t]*#.*$/gm,
    (text) => text.replace(/[^\n]/g, " "));
  return [...quiet.matchAll(/"((?:\\.|[^"\\\n])*)"/g)].map((match) => ({
    at: match.index + 1, text: match[1],
    call: quiet.slice(Math.max(0, match.index - 160), match.index) }));
}

// What is read is asked for by name; so are knobs, and what goes with a fault.
const readBy = new RegExp("\\b\\w*(?:data|series|block|rows|column)\\w*" +
  "\\([^()\"]*(?:\"[^\"]*\"[^()\"]*)*$");
const notDrawn = new RegExp("\\b(?:str\\w*cmp|strstr|plot_fail|plot_fault|plot_report|" +
  "plot_add_handle|plot_add_follower)\\([^;]*$");

const letter = (text, at) => text[at] === "z" ? "y"
  : String.fromCharCode(text.charCodeAt(at) + 1);

// One letter of it is another; not of a conversion of printf's.
function misspelt({ at, text }) {
  const words = text.replace(/%[-+ #0-9.*]*[a-z]+|\\./g,
    (found) => " ".repeat(found.length));
  const where = words.search(/[a-z]/);
  return where < 0 ? [] : [{ at: at + where, from: text[where],
    to: letter(text, where) }];
}

export function pictureMutations(source) {
  const all = literals(source);
  const rows = all.filter(({ call }) => readBy.test(call));
  const words = all.filter(({ call, text }) => !readBy.test(call) &&
    !notDrawn.test(call) && /[a-z]/.test(text));
  const marks = swaps.flatMap(([from, to]) =>
    [...source.matchAll(new RegExp(`\\b${from}\\b`, "g"))]
      .map(({ index }) => ({ at: index, from, to })));
  const others = mutations(source);
  const isScale = ({ line }) => /plot_axes_(?:limits|log|fit|ticks?|equal|grid)|plot_scale/
    .test(source.split("\n")[line - 1]);
  const put = (kind, list) => list.map((one) => ({ kind, ...one,
    line: one.line ?? lineAt(source, one.at) }));
  return [...put("rows", rows.flatMap(misspelt)), ...put("words", words.flatMap(misspelt)),
    ...put("marks", marks), ...put("scales", others.filter(isScale)),
    ...put("code", others.filter((one) => !isScale(one)))];
}
