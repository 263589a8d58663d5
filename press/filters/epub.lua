-- EPUB: the site's markup with MathML, and without links to source files.

local html = require 'html'

html.format, html.engine, html.site, html.live = 'epub', 'temml', false, false

-- What this page is, for readers that find it by its kind.
function html.index_heading(header)
  header.attributes['epub:type'] = 'index'
  return header
end

return html
