-- EPUB: the site's markup with MathML, and without links to source files. An
-- e-book is read on telephones too, and by ear.

local html = require 'html'

html.format, html.engine, html.site, html.live = 'epub', 'temml', false, false

-- Each line is a block of its own, so that one that is too long goes on indented.
function html.lines(lines)
  for i, line in ipairs(lines) do lines[i] = '<span class="line">' .. line .. '\n</span>' end
  return table.concat(lines)
end

-- As large as lets the longest line stand on a telephone, within what can be read.
-- Of 360 pixels 345 are left beside the margins, room for 36 letters of the text's
-- size, 16 pixels, for they are .6 as wide as high.
local SMALLEST, LARGEST, ROOM = 0.56, 0.72, 36
function html.size(lines)
  local longest = 1
  for _, line in ipairs(lines) do longest = math.max(longest, utf8.len(line)) end
  local size = math.max(SMALLEST, math.min(LARGEST, ROOM / longest))
  return (' style="font-size: %.2fem"'):format(size)
end

-- What this page is, for readers that find it by its kind.
function html.index_heading(header)
  header.attributes['epub:type'] = 'index'
  return header
end

-- What the package says of the book, in the words of its format.
function html.metadata(meta)
  meta.subject, meta['toc-title'] = meta.keywords, 'Contents'
end

return html
