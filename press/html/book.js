// What a page does beyond being read; all of it works without this file.

(() => {
  const root = document.documentElement;
  const button = document.querySelector("button.theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () =>
    root.dataset.theme ? root.dataset.theme === "dark" : system.matches;

  // The button names the theme that it leads to.
  function label() {
    button.textContent = isDark() ? "Light" : "Dark";
  }

  if (button) {
    button.hidden = false;
    label();
    system.addEventListener("change", label);
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      try {
        localStorage.setItem("theme", root.dataset.theme);
      } catch {
        // A reader who keeps no storage still has the theme for this page.
      }
      label();
    });
  }

  // Marks the section that is being read in the contents at the side.
  const links = new Map();
  for (const a of document.querySelectorAll("nav.contents .sections a")) {
    const heading = document.getElementById(decodeURIComponent(a.hash.slice(1)));
    if (heading) links.set(heading, a);
  }
  let marked = null;
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

  // What scrolls sideways can be reached and scrolled by keyboard.
  function reach() {
    const boxes = "pre, .scroll, .katex-display, .equation";
    for (const box of document.querySelectorAll(boxes)) {
      if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  }
  addEventListener("load", reach);
  addEventListener("resize", reach);
})();
