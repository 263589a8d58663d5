// The whole book on one page has the words and the figures of its pages, in their
// order; its references lead to their places in it; nothing in it waits to be
// turned.
import { join } from "node:path";
import { complain, finish, read, site } from "./site.mjs";

const file = join(site, "book.html");
const book = read(file);
const parts = book.split('<hr class="part">').slice(1);
const words = (html) => html.replace(/<[^>]*>/g, "").replace(/\s+/g, " ").trim();
const main = (name) => read(join(site, name)).match(/<main id="text">([^]*)<\/main>/)[1];

const pages = [...read(join(site, "index.html"))
  .matchAll(/<a class="chapter" href="([^"]+)"/g)].map(([, name]) => name)
  .filter((name) => !/playground|index-of-names/.test(name));
if (parts.length !== pages.length || pages.length < 13) {
  complain(file, `has ${parts.length} parts of ${pages.length} pages`);
}
const told = (html) => [...html.matchAll(/<(?:p|figcaption|samp|h\d)\b[^>]*>([^]*?)<\/(?:p|figcaption|samp|h\d)>/g)]
  .map(([, inside]) => words(inside)).filter(Boolean);
const drawn = (html) => [...html.matchAll(/<img [^>]*src="([^"]+)"/g)]
  .map(([, name]) => name).join(" ");
pages.forEach((name, i) => {
  const all = new Set(told(parts[i] ?? ""));
  const controls = /<div class="controls[^]*?<figcaption/g; // they are left out
  for (const text of told(main(name).replace(controls, "<figcaption"))) {
    if (!all.has(text)) complain(file, `lacks of ${name}: ${text.slice(0, 80)}`);
  }
  if (drawn(parts[i] ?? "") !== drawn(main(name))) {
    complain(file, `has other figures than ${name}`);
  }
});

// All but what leads to pages that are not in it.
for (const [, to] of book.matchAll(/href="([^#"][^"]*)" class="xref"/g)) {
  if (!/^playground/.test(to)) complain(file, `a reference leads away, to ${to}`);
}
const here = book.match(/href="#[^"]+" class="xref"/g)?.length ?? 0;
if (here < 400) complain(file, `has only ${here} references`);
for (const live of ["data-live", 'class="controls', "assets/live.js"]) {
  if (book.includes(live)) complain(file, `has ${live}`);
}
finish();
