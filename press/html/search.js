// The search over the whole book. What it looks through and the library are
// loaded when the field is first used.

(() => {
  const field = document.getElementById("search");
  const list = document.getElementById("found");
  const told = document.querySelector(".search .told");
  if (!field) return;
  const kinds = { page: "Page", section: "Section", text: "Text", term: "Term",
    figure: "Figure", table: "Table", listing: "Listing", output: "Output",
    theorem: "Theorem", exercise: "Exercise", solution: "Solution",
    name: "Name" };
  // What a reader means by a word: a heading or a term before a mere mention.
  const weights = { page: 4, section: 2.4, term: 2.2, theorem: 1.3, listing: 1.2,
    figure: 1.1, table: 1.1, exercise: .9, text: .8, solution: .7, output: .6,
    name: 1 };
  const most = 30;

  const load = (name) => new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = `assets/${name}.js`;
    script.onload = done;
    script.onerror = () => failed(new Error(`${name} cannot be loaded`));
    document.head.append(script);
  });

  // gd_descend is one word, and two: it is found by any of the three.
  const plain = (word) =>
    word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const word = /[\p{L}\p{N}_]+(?:\.\p{N}+)*/gu; // 2.3 is one, too
  const wordsOf = (text) => text.match(word) ?? [];
  const parts = (text) => wordsOf(text).flatMap((one) =>
    one.includes("_") ? [one, ...one.split("_").filter(Boolean)] : [one]);

  // [kind, page, anchor, section, title, text, names] of each place. A name of the
  // code leads to where it is defined.
  function unitsOf({ pages, units }, names) {
    return units.concat(names.map(({ name, kind, where, to }) => {
      const [page, anchor] = to.split("#");
      if (!pages.includes(page)) pages.push(page);
      return ["name", pages.indexOf(page), anchor, -1, "", `${kind}, ${where}`,
        name];
    }));
  }

  let units;

  function make() {
    units = unitsOf(window.downhillIndex, window.downhillNames);
    const search = new window.MiniSearch({
      fields: ["title", "text", "names"], processTerm: plain,
      tokenize: (text, field) => (field === "names" ? wordsOf : parts)(text),
      searchOptions: {
        tokenize: wordsOf, combineWith: "AND",
        prefix: (term, i, terms) => i === terms.length - 1, // half typed
        fuzzy: (term) => (term.length > 4 ? .15 : false),
        weights: { prefix: .4, fuzzy: .1 },
        boost: { title: 5, names: 8 },
        boostDocument: (id) => weights[units[id][0]],
      },
    });
    search.addAll(units.map(([, , , , title, text, names], id) =>
      ({ id, title, text, names })));
    return search;
  }

  let ready = null;
  const prepare = () => ready ??= load("minisearch")
    .then(() => load("search-index")).then(() => load("search-names"))
    .then(make)
    .catch((error) => {
      ready = null; // it may go better next time
      throw error;
    });

  // "What is momentum?" asks for momentum.
  const small = new Set(("a an and are as at be by can do does for from how i " +
    "in is it of on or the to what when where which why with").split(" "));
  function telling(text) {
    const all = wordsOf(text);
    const some = all.filter((one) => !small.has(plain(one)));
    return (some.length > 0 ? some : all).join(" ");
  }

  const isIn = (terms, one) =>
    parts(one).some((part) => terms.has(plain(part)));

  // The text with the words that were found marked.
  function marked(place, text, terms) {
    let end = 0;
    for (const { 0: one, index } of text.matchAll(word)) {
      if (!isIn(terms, one)) continue;
      const mark = document.createElement("mark");
      mark.textContent = one;
      place.append(text.slice(end, index), mark);
      end = index + one.length;
    }
    place.append(text.slice(end));
  }

  // Some words about the first that was found.
  function about(text, terms) {
    const first = [...text.matchAll(word)]
      .find(({ 0: one }) => isIn(terms, one))?.index ?? 0;
    const begin = first < 60 ? 0 : text.indexOf(" ", first - 50) + 1;
    const cut = text.slice(begin, begin + 160);
    return (begin > 0 ? "… " : "") + cut +
      (begin + 160 < text.length ? " …" : "");
  }

  function line(name, text, terms) {
    const place = document.createElement("span");
    place.className = name;
    marked(place, text, terms);
    return place;
  }

  function hit({ id, terms }, i) {
    const { pages, sections } = window.downhillIndex;
    const [kind, page, anchor, section, heading, text, names] = units[id];
    const title = kind === "name" ? names : heading;
    const [number, name] = sections[section] ?? ["", ""];
    const found = new Set(terms);
    const link = document.createElement("a");
    link.className = "hit";
    link.id = `found-${i}`;
    link.role = "option";
    link.tabIndex = -1;
    link.setAttribute("aria-selected", "false");
    link.href = pages[page] + (anchor ? `#${anchor}` : "");
    const place = title === name ? number : `${number} ${name}`.trim();
    link.append(line("where", [kinds[kind], place].filter(Boolean).join(" · "),
      new Set()));
    if (title) link.append(line("title", title, found));
    if (text) link.append(line("words", about(text, found), found));
    return link;
  }

  let chosen = -1;
  function choose(i) {
    list.children[chosen]?.setAttribute("aria-selected", "false");
    chosen = i;
    const link = list.children[chosen];
    if (!link) {
      field.removeAttribute("aria-activedescendant");
      return;
    }
    link.setAttribute("aria-selected", "true");
    link.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", link.id);
  }

  function show(links, sentence) {
    choose(-1);
    list.replaceChildren(...links);
    list.hidden = links.length === 0;
    told.textContent = sentence;
    told.classList.toggle("heard", links.length > 0); // it can be seen
  }

  async function look() {
    const asked = field.value.trim();
    if (asked === "") {
      show([], "");
      return;
    }
    try {
      const search = await prepare();
      if (asked !== field.value.trim()) return; // more was typed meanwhile
      const query = telling(asked);
      const all = search.search(query);
      const hits = all.length > 0 ? all
        : search.search(query, { combineWith: "OR" });
      const links = hits.slice(0, most).map(hit);
      show(links, links.length > 0 ? `Places found: ${links.length}`
        : `Nothing in the book matches “${asked}”.`);
    } catch (error) {
      show([], `The search does not work here: ${error.message}.`);
    }
  }

  function key(event) {
    const count = list.children.length;
    if (event.key === "Escape") {
      event.preventDefault();
      if (field.value === "") field.blur();
      field.value = "";
      show([], "");
    } else if (event.key === "ArrowDown" && count > 0) {
      event.preventDefault();
      choose((chosen + 1) % count);
    } else if (event.key === "ArrowUp" && count > 0) {
      event.preventDefault();
      choose((chosen + count - (chosen < 0 ? 0 : 1)) % count);
    } else if (event.key === "Enter" && count > 0) {
      event.preventDefault();
      list.children[Math.max(chosen, 0)].click();
    }
  }

  field.addEventListener("focus", () => prepare().catch(() => {}));
  field.addEventListener("input", look);
  field.addEventListener("keydown", key);
  // A press on a result must not take the focus, and the list, away before it
  // is a click.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    setTimeout(() => { // a link that is gone would lead nowhere
      field.value = "";
      field.blur();
    });
  });
  field.addEventListener("blur", () => show([], ""));
  field.addEventListener("focus", look);

  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.(
      "input:not([type=range]), textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey ||
        event.altKey || document.querySelector("dialog[open]")) {
      return;
    }
    event.preventDefault();
    field.focus({ preventScroll: true });
  });
})();
