// The elements of a page, whose HTML is text here: pandoc's and KaTeX's, which
// close what they open.

// The place behind the element that begins at `from`.
function endOf(html, from) {
  const [, tag] = html.slice(from, from + 20).match(/^<(\w+)/);
  const tags = new RegExp(`<(/?)${tag}\\b[^>]*>`, "g");
  tags.lastIndex = from;
  let depth = 0;
  for (let found = tags.exec(html); found; found = tags.exec(html)) {
    depth += found[1] ? -1 : 1;
    if (depth === 0) return tags.lastIndex;
  }
  throw new Error(`<${tag}> is not closed`);
}

// Without the elements that begin so.
export function without(html, start) {
  const rest = [];
  let from = 0;
  for (let at = html.indexOf(start); at >= 0; at = html.indexOf(start, from)) {
    rest.push(html.slice(from, at));
    from = endOf(html, at);
  }
  return rest.join("") + html.slice(from);
}
