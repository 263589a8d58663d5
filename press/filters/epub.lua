-- EPUB: the site's markup with MathML, and without links to source files.

local html = require 'html'

html.format, html.engine, html.site, html.live = 'epub', 'temml', false, false

return html
