// What a reference leads to, beside it while it is pointed at or has the focus:
// a figure, a formula, a listing, an output, a theorem, a footnote, a title from
// the bibliography, and what declares a name in a listing. What stands on another
// page comes from assets/parts. Without
// this file a reference is a link, and nothing more.

(() => {
  const SOON = 250; // ms that a pointer rests before something opens
  const links = "main a.xref, main a[role=doc-biblioref], main a.footnote-ref, " +
    "main a.name";
  const left = ".controls, .origin, .sidenote, .zoom, .live, button, " +
    ".footnote-back";

  const box = document.createElement("div");
  box.className = "preview";
  box.popover = "manual";
  box.id = "preview";
  box.setAttribute("role", "tooltip");

  // -- What it leads to

  const parts = new Map(); // by page: a promise of its parts, by id
  window.parts = (page, list) => parts.get(page)?.take(list);

  function partsOf(page) {
    if (!parts.has(page)) {
      const wait = {};
      wait.parts = new Promise((done) => {
        wait.take = done;
        const script = document.createElement("script");
        script.src = `assets/parts/${page}.js`;
        script.onerror = () => done({});
        document.head.append(script);
      });
      parts.set(page, wait);
    }
    return parts.get(page).parts;
  }

  function made(html) {
    if (!html) return null;
    const room = document.createElement("template");
    room.innerHTML = html;
    return room.content.firstElementChild;
  }

  async function targetOf(link) {
    const { name } = link.dataset;
    if (name) return made((await partsOf("names"))[name]);
    const url = new URL(link.href);
    const id = decodeURIComponent(url.hash.slice(1));
    if (url.pathname === location.pathname) return document.getElementById(id);
    const [, page] = url.pathname.match(/([^/]+)[.]html$/) ?? [];
    return page ? made((await partsOf(page))[id]) : null;
  }

  // A section is told by its first paragraph.
  function excerpt(target) {
    const copies = [target];
    if (/^H\d$/.test(target.tagName)) {
      const next = target.nextElementSibling;
      if (next?.matches("p")) copies.push(next);
    }
    return copies.map((part) => {
      const copy = part.cloneNode(true);
      for (const gone of copy.querySelectorAll(left)) gone.remove();
      for (const one of [copy, ...copy.querySelectorAll("[id]")]) {
        one.removeAttribute("id");
      }
      for (const image of copy.querySelectorAll("img")) image.loading = "eager";
      copy.classList.remove("drawn");
      for (const link of copy.querySelectorAll("a")) {
        link.replaceWith(...link.childNodes); // it is looked at, not used
      }
      return copy;
    });
  }

  // -- Where and when

  const isSeen = (target) => {
    if (!target.isConnected) return false;
    const { top, bottom } = target.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  };

  // Below the reference, or above it where there is more room.
  function place(link) {
    const [first] = link.getClientRects();
    const { width } = box.getBoundingClientRect();
    const above = first.top > innerHeight - first.bottom;
    const x = Math.min(Math.max(8, first.left), innerWidth - width - 8);
    const most = (above ? first.top : innerHeight - first.bottom) - 16;
    Object.assign(box.style, { left: `${x}px`, maxHeight: `${most}px`,
      top: above ? "auto" : `${first.bottom + 6}px`,
      bottom: above ? `${innerHeight - first.top + 6}px` : "auto" });
  }

  let wanted = null; // the link that is pointed at
  let timer = 0;

  async function open(link) {
    const target = await targetOf(link);
    if (wanted !== link || !target || isSeen(target)) return;
    box.replaceChildren(...excerpt(target));
    document.body.append(box);
    box.showPopover();
    place(link);
    link.setAttribute("aria-describedby", box.id);
  }

  function close() {
    clearTimeout(timer);
    wanted?.removeAttribute("aria-describedby");
    wanted = null;
    if (box.isConnected) box.remove();
  }

  function want(link, delay) {
    if (wanted === link) return;
    close();
    wanted = link;
    timer = setTimeout(open, delay, link);
  }

  if (!box.showPopover) return;
  const linkAt = ({ target }) => target.closest?.(links);
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const link = linkAt(event);
    if (link) want(link, SOON);
    else if (!box.contains(event.target)) close();
  });
  document.addEventListener("focusin", (event) => {
    const link = linkAt(event);
    if (link?.matches(":focus-visible")) want(link, 0);
    else close();
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") close();
  });
  document.addEventListener("click", close);
  // A page scrolls by itself to what has the focus.
  const moved = () => {
    if (wanted !== document.activeElement) close();
    else if (box.isConnected) place(wanted);
  };
  addEventListener("scroll", moved, { passive: true });
  addEventListener("resize", moved);
})();
