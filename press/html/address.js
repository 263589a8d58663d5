// A figure as it is turned, in the address: #fig:cubic-path?rate=0.02&start=1.
// How that is written and read, and what is said of what it asks for in vain.
// Nothing here knows of the page (tests/fuzz/link.mjs).

// settings: pairs of a name and a text.
function writeLink(place, settings) {
  const state = settings.map(([name, setting]) =>
    `${name}=${encodeURIComponent(setting)}`).join("&");
  return `#${place}${state && `?${state}`}`;
}

const decodePart = (text = "") => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // as it stands
  }
};

// The place and the settings, the last of each name. No state, no settings.
function readLink(hash) {
  const [place, state] = hash.slice(1).split(/\?(.*)/s);
  const pairs = (state ?? "").split("&").filter(Boolean).map((pair) => {
    const [name, setting] = pair.split(/=(.*)/s);
    return [decodePart(name), decodePart(setting)];
  });
  return { place: decodePart(place), settings: new Map(pairs) };
}

const experimentOf = (knob) => knob.split(".")[0];
const bareName = (knob) => knob.slice(knob.indexOf(".") + 1);

// Bare where only one of the knobs is called so.
function nameOf(knobs, knob) {
  const name = bareName(knob);
  return knobs.filter((k) => bareName(k) === name).length > 1 ? knob : name;
}

// The knob of that name, bare or full.
function knobOf(knobs, name) {
  return knobs.find((knob) => knob === name || nameOf(knobs, knob) === name);
}

// Somebody else's text in a sentence: of what is long or has lines, the
// beginning.
function quote(text) {
  const [begins] = text.match(/^[^\p{Cc}]{0,60}/u);
  return begins === text ? text : `${begins}…`;
}

// What is wrong with a knob, as a sentence, or "". Below it may stand what was
// typed, and a caret.
function fault(name, setting, wrong) {
  if (!wrong) return "";
  const [clause, ...place] = wrong.split("\n");
  const what = place.length > 0 ? name : `${name}=${quote(setting)}`;
  return [`${what}: ${clause}.`, ...place].join("\n");
}
