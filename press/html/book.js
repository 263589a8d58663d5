// What a page does beyond being read; all of it works without this file.

(() => {
  const root = document.documentElement;

  // As the system, light, or dark; in all tabs.
  const themes = ["", "light", "dark"];
  const names = ["Auto", "Light", "Dark"];
  function theme(button) {
    const which = () => Math.max(0, themes.indexOf(root.dataset.theme ?? ""));
    const wear = (i) => {
      if (i > 0) root.dataset.theme = themes[i];
      else delete root.dataset.theme;
      button.textContent = names[i];
      button.setAttribute("aria-label", `${names[i]} theme, change it to ` +
        names[(i + 1) % names.length].toLowerCase());
    };
    button.hidden = false;
    wear(which());
    button.addEventListener("click", () => {
      const next = (which() + 1) % themes.length;
      wear(next);
      try {
        localStorage.setItem("theme", themes[next]);
      } catch {
        // A reader who keeps no storage still has the theme for this page.
      }
    });
    addEventListener("storage", ({ key, newValue }) => {
      if (key === "theme") wear(Math.max(0, themes.indexOf(newValue ?? "")));
    });
  }
  const button = document.querySelector("button.theme");
  if (button) theme(button);

  // A link of the contents that leads to this page closes them.
  const contents = document.querySelector("nav.contents");
  contents?.addEventListener("click", ({ target }) => {
    if (target.closest("a") && contents.matches(":popover-open")) {
      contents.hidePopover();
    }
  });

  // The arrow keys turn pages, where nothing else has a use for them.
  addEventListener("keydown", (event) => {
    const rel = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
    const { ctrlKey, metaKey, shiftKey, altKey, defaultPrevented } = event;
    if (!rel || ctrlKey || metaKey || shiftKey || altKey || defaultPrevented ||
      root.scrollWidth > root.clientWidth ||
      document.querySelector("dialog[open], :popover-open")) return;
    const { activeElement } = document;
    if (activeElement && activeElement !== document.body &&
      !activeElement.matches("main, main a:not(.zoom), .turn a")) return;
    document.querySelector(`.turn a[rel="${rel}"]`)?.click();
  });

  // Marks the section that is being read in the contents at the side.
  const links = new Map();
  for (const a of document.querySelectorAll("nav.contents .sections a")) {
    const heading = document.getElementById(decodeURIComponent(a.hash.slice(1)));
    if (heading) links.set(heading, a);
  }
  let marked = null;

  // Scrolls the contents only: scrollIntoView would scroll the page, too.
  function keepInSight(link) {
    const box = contents.getBoundingClientRect();
    const { top, bottom } = link.getBoundingClientRect();
    if (top < box.top + 20 || bottom > box.bottom - 20) {
      contents.scrollTop += top - box.top - box.height / 3;
    }
  }
  function mark() {
    let current = null;
    for (const [heading, a] of links) {
      if (heading.getBoundingClientRect().top > innerHeight / 3) break;
      current = a;
    }
    if (current === marked) return;
    marked?.removeAttribute("aria-current");
    current?.setAttribute("aria-current", "location");
    marked = current;
    if (current) keepInSight(current);
  }
  if (links.size > 0) {
    let waiting = false;
    addEventListener("scroll", () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        mark();
      });
    }, { passive: true });
    mark();
  }

  // A figure opens large above the page, in the page's theme. Where this does
  // not run, its link leads to the drawing itself.
  function largeFigure() {
    const dialog = document.createElement("dialog");
    dialog.className = "large";
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Close";
    const pan = document.createElement("div");
    pan.className = "pan";
    pan.tabIndex = 0;
    dialog.append(close, pan);
    document.body.append(dialog);
    for (const place of [close, pan]) {
      place.addEventListener("click", () => dialog.close());
    }
    return { dialog, pan };
  }
  let large = null;
  function enlarge(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
      return; // to another tab, or to the disk
    }
    event.preventDefault();
    large ??= largeFigure();
    const link = event.currentTarget;
    const image = link.parentElement.querySelector("img").cloneNode();
    const ratio = image.getAttribute("width") / image.getAttribute("height");
    image.style.setProperty("--ratio", ratio);
    large.pan.replaceChildren(image);
    large.dialog.setAttribute("aria-label", link.textContent);
    large.dialog.showModal();
    const canvas = window.downhill?.large(link.closest("figure"),
      image.clientWidth * devicePixelRatio);
    if (canvas) { // as the reader has turned it
      canvas.style.setProperty("--ratio", ratio);
      image.replaceWith(canvas);
    }
    large.pan.focus();
    large.pan.scrollLeft = (large.pan.scrollWidth - large.pan.clientWidth) / 2;
  }
  for (const link of document.querySelectorAll("a.zoom")) {
    link.addEventListener("click", enlarge);
  }

  // Listings and commands can be taken along, without the numbers of the lines and
  // what a source's page says between them.
  function copyRoom(pre) {
    const box = pre.closest(".try");
    if (box?.querySelectorAll("pre").length === 1) {
      return box.querySelector(".heading");
    }
    const listing = pre.closest(".listing");
    if (listing) return listing;
    const room = document.createElement("div");
    room.className = "copyable";
    pre.replaceWith(room);
    room.append(pre);
    return room;
  }
  function codeOf(pre) {
    const code = pre.cloneNode(true);
    for (const said of code.querySelectorAll(".cut")) said.remove();
    return `${code.textContent.trimEnd()}\n`;
  }
  function offerCopy(pre) {
    const room = copyRoom(pre);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    const rest = () => {
      button.textContent = "Copy";
      button.setAttribute("aria-label", pre.querySelector("code.sh")
        ? "Copy the commands" : "Copy the code");
    };
    const tell = (word) => {
      button.textContent = word;
      button.removeAttribute("aria-label");
      setTimeout(rest, 2000);
    };
    rest();
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(codeOf(pre));
        tell("Copied");
      } catch {
        tell("Not allowed");
      }
    });
    room.append(button);
  }
  document.querySelectorAll("main pre.code").forEach(offerCopy);

  // What scrolls can be reached and scrolled by keyboard: what is too wide, and an
  // output that is as high as before it was turned.
  function reach() {
    const boxes = "pre, .scroll, .katex-display, .equation";
    for (const box of document.querySelectorAll(boxes)) {
      if (box.scrollWidth > box.clientWidth + 1 || box.style.height) {
        box.tabIndex = 0;
      } else box.removeAttribute("tabindex");
    }
  }
  addEventListener("load", reach);
  addEventListener("resize", reach);
})();
