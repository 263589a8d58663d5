-- HTML: how the book's parts look on the site, and in the EPUB.
--
-- The class names that press/html/book.css and press/epub/epub.css style:
--
--   figure.listing > figcaption (.label .caption .origin) + pre.code > code
--       each line begins <span class="n" data-n="31"></span>: a number that
--       CSS shows and that is neither copied nor read aloud; tokens have
--       pandoc's short classes (kw dt cf co st dv fl bn pp op fu ...)
--   pre.code               code that is not cut from a file
--   figure.output > figcaption (.label) + pre.paper > samp
--   figure.figure > div.drawing (picture? > img, a.zoom) + figcaption (.label
--       .caption .origin); in the EPUB the img and caption alone. A live one has
--       div.controls above its figcaption: div.knob (label, output, input or select), div.outcome
--       (p.short is the sentence, p.buttons); live.js lays div.live on the img
--   figure.table > figcaption + div.scroll > table (th, td; td.num is a
--       number, span.fill invisible digits for alignment, tr.gap the dots)
--   span.equation > (maths) + a.number
--   div.aside, div.try, div.summary, div.theorem, div.proof, div.exercise,
--   div.solution, each perhaps with p.heading (.label .title .difficulty)
--       and p.links
--   span.spoken            for the ear only
--   span.value, span.quoted, a.xref, h1 h2 > span.number
--   h1 > span.colon + span.motto: "Basic descent: one step, then another"
--   div.continued          a sentence that goes on (EPUB: not indented)
--   div.displayed          a formula in a paragraph of its own (EPUB)
--   span.index             what the index points to: words, or a line of code
--   div.index-letters, div.index-group > ul > li (.places > strong? > a): the
--       index itself, which terms.lua makes

local coloured = require 'coloured'
local controls = require 'controls'
local described = require 'described'
local text = require 'strings'

local html = {
  format = 'html', engine = 'katex', site = true,
  live = os.getenv('BOOK_LIVE') ~= 'no',
}

local escape = text.html

local function raw(s)
  return pandoc.RawBlock('html', s)
end

local function inline(s)
  return pandoc.RawInline('html', s)
end

local function id(label)
  return label and label ~= '' and ' id="' .. escape(label) .. '"' or ''
end

-- pandoc colours the code; its line anchors are taken out.
local function highlighted(code, class)
  local markup = coloured.code(code, class, 'html')
  local body = markup:match('<code[^>]*>(.*)</code>')
  if not markup:find('class="sourceCode"', 1, true) then return text.lines(body) end
  local lines = text.lines(body)
  for i, line in ipairs(lines) do
    lines[i] = line:gsub('^<span id="cb[%d-]+"><a [^>]*></a>', ''):gsub('</span>$', '')
  end
  return lines
end

-- "Figure 2.3", a caption, and what else belongs above or below a thing.
local function caption(word, part, rest)
  local content = pandoc.Inlines{}
  if part.number then
    content:extend{inline('<span class="label">'), pandoc.Str(word .. '\u{A0}' .. part.number),
                   inline('</span> ')}
  end
  if part.caption and #part.caption > 0 then
    content:insert(inline('<span class="caption">'))
    content:extend(part.caption)
    content:insert(inline('</span>'))
  end
  if rest then content:insert(inline(rest)) end
  return pandoc.Plain(content)
end

-- What the lines of a block stand in; an e-book does more for them.
function html.lines(lines) return table.concat(lines, '\n') end
function html.size() return '' end

function html.listing(l)
  local code = {}
  for i, line in ipairs(l.lines) do code[i] = line[2] end
  local lines = highlighted(table.concat(code, '\n'), l.class)
  for i, line in ipairs(lines) do
    for _, m in ipairs(l.marks[i] or {}) do
      line = '<span class="index" id="' .. m.id .. '">' .. line .. '</span>'
    end
    lines[i] = '<span class="n" data-n="' .. l.lines[i][1] .. '"></span>' .. line
  end
  local range = l.first == l.last and 'line\u{A0}' .. l.first
                or 'lines\u{A0}' .. l.first .. '–' .. l.last
  local file = '<code>' .. escape(l.file) .. '</code>'
  if html.site then
    file = '<a href="source/' .. escape(l.file) .. '.html#L' .. l.first .. '">' .. file .. '</a>'
  end
  return {
    raw('<figure class="listing"' .. id(l.label) .. '>\n<figcaption>'),
    caption('Listing', l, ' <span class="origin">' .. file .. ', ' .. range .. '</span>'),
    raw('</figcaption>\n<pre class="code"' .. html.size(code) .. '><code class="' .. escape(l.class) .. '">'
        .. html.lines(lines) .. '</code></pre>\n</figure>'),
  }
end

function html.code(c)
  local lines = highlighted(c.text, c.class)
  return {raw('<pre class="code"' .. html.size(text.lines(c.text)) .. '><code'
              .. (c.class ~= '' and ' class="' .. escape(c.class) .. '"' or '')
              .. '>' .. html.lines(lines) .. '</code></pre>')}
end

-- The page replaces the text of a whole section when its knobs are turned.
function html.output(o)
  local source = html.live and o.whole and ' data-chapter="' .. escape(o.program)
                 .. '" data-section="' .. escape(o.section) .. '"' or ''
  local lines, escaped = text.lines(o.text), {}
  for i, line in ipairs(lines) do escaped[i] = escape(line) end
  return {
    raw('<figure class="output"' .. id(o.label) .. source .. '>\n<figcaption>'),
    caption('Output', o, '<code>' .. escape(o.program) .. '</code> prints'),
    raw('</figcaption>\n<pre class="paper"' .. html.size(lines) .. '><samp>' .. html.lines(escaped)
        .. '</samp></pre>\n</figure>'),
  }
end

local function pixels(points)
  return string.format('%d', math.floor(points * 4 / 3 + 0.5))
end

-- Lies over the image and opens it large, by itself. The image keeps its alt,
-- and the link has a short name of its own.
local function zoom(f)
  local name = f.number and 'Figure ' .. f.number or 'The figure'
  return '<a class="zoom" href="' .. escape(f.file.site)
    .. '.svg"><span class="spoken">' .. name .. ', enlarged</span></a>'
end

-- In pixels, or in points where pixels would be broken: room is kept in just this
-- ratio, and in a rounded one all below would move when the picture comes.
local function measured(size)
  local width, height = size.width, size.height
  if width % 3 == 0 and height % 3 == 0 then width, height = pixels(width), pixels(height) end
  return (' width="%d" height="%d"'):format(width, height)
end

-- A telephone gets the layout that was made for it.
local function picture(f)
  local site = escape(f.file.site)
  local image = '<img src="' .. site .. '.svg"' .. measured(f.file) .. ' alt="' .. escape(f.alt) .. '">'
  if not f.file.narrow then return image end
  return '<picture><source media="(max-width: 36em)" srcset="' .. site .. '.narrow.svg"'
    .. measured(f.file.narrow) .. '>' .. image .. '</picture>'
end

-- As pandoc packs them into an e-book; press/epub/repack.mjs makes one of the two.
function html.pictures(f)
  local function one(suffix, class, alt, size)
    return pandoc.Image({}, described.path(f.file) .. suffix, '', pandoc.Attr('', {class}, {
      alt = alt, width = pixels(size.width), height = pixels(size.height)}))
  end
  local all = pandoc.Inlines{one('.svg', 'wide', f.alt, f.file)}
  if f.file.narrow then all:insert(one('.narrow.svg', 'narrow', '', f.file.narrow)) end
  return pandoc.Plain(all)
end

-- The picture of a page; the style sheet scales all by their width in points.
function html.drawing(f)
  return string.format('<div class="drawing" style="--points: %g">', f.file.width)
    .. picture(f) .. zoom(f) .. '</div>'
end

local function bytes(n)
  if n >= 1e6 then return string.format('%.1f MB', n / 1e6) end
  return string.format('%d KB', math.max(1, math.floor(n / 1e3 + 0.5)))
end

-- Below its caption: the program and the data from which a reader can draw it.
function html.origin(f)
  local o = f.origin
  local words = '<a href="source/' .. escape(o.path) .. '.html#L' .. o.line .. '"><code>'
    .. escape(o.path) .. '</code></a>, line ' .. o.line
  if o.data then
    words = words .. ' · <a href="' .. escape(o.data.site) .. '">data<span class="spoken"> of '
      .. (f.number and 'Figure ' .. f.number or 'the figure') .. '</span></a>, ' .. bytes(o.data.size)
  end
  return ' <span class="origin">' .. words .. '</span>'
end

function html.figure(f)
  local image
  local turned = html.live and f.live
  if html.site then
    image = raw(html.drawing(f))
  else
    image = html.pictures(f)
  end
  local class = 'figure' .. (turned and controls.has_bench(f) and ' bench' or '')
  return {
    raw('<figure class="' .. class .. '"' .. id(f.label) .. (turned and controls.attributes(f) or '') .. '>'),
    image, raw((turned and controls.box(f) or '') .. '<figcaption>'),
    caption('Figure', f, f.origin and html.origin(f)), raw('</figcaption>\n</figure>'),
  }
end

local function open_table(t)
  local blocks = pandoc.Blocks{raw('<figure class="table"' .. id(t.label) .. '>')}
  if t.number or #t.caption > 0 then
    blocks:extend{raw('<figcaption>'), caption('Table', t), raw('</figcaption>')}
  end
  blocks:insert(raw('<div class="scroll">'))
  return blocks
end

local function cell(c, plain)
  if c.word then return '<td>' .. escape(c.word) .. '</td>' end
  local fill = c.fill and '<span class="fill" aria-hidden="true">' .. c.fill .. '</span>' or ''
  if c.fill == '' then fill = '' end
  return '<td class="num">' .. plain(c.number) .. fill .. '</td>'
end

local function number_markup(n)
  local values = require 'values'
  local up = pandoc.Inlines(values.inlines({writer = html}, n))
  local out = {}
  for _, x in ipairs(up) do
    out[#out + 1] = x.t == 'RawInline' and x.text or escape(pandoc.utils.stringify(x))
  end
  return table.concat(out)
end

-- A heading that is only a formula gets a text to be read aloud: what stands
-- before it and after it.
local function spoken(header)
  local formula = header:match('^%$([^$]*)%$$')
  if not formula or not html.site then return '', '' end
  local words = formula:gsub('[\\{}]', '')
  return '<span class="spoken">' .. escape(words) .. '</span><span aria-hidden="true">', '</span>'
end

function html.table(t)
  local blocks = open_table(t)
  blocks:insert(raw('<table>\n<thead>\n<tr>'))
  for j, title in ipairs(t.titles) do
    local class = t.cells[j][1] and t.cells[j][1].number and ' class="num"' or ''
    local before, after = spoken(t.headers[j])
    blocks:extend{raw('<th scope="col"' .. class .. '>' .. before),
                  pandoc.Plain(title), raw(after .. '</th>')}
  end
  local rows = {'</tr>\n</thead>\n<tbody>'}
  for i, r in ipairs(t.rows) do
    if i > 1 and r > t.rows[i - 1] + 1 then
      rows[#rows + 1] = '<tr class="gap">' .. ('<td class="num">⋮</td>'):rep(#t.titles) .. '</tr>'
    end
    local cells = {}
    for j = 1, #t.titles do cells[j] = cell(t.cells[j][i], number_markup) end
    rows[#rows + 1] = '<tr>' .. table.concat(cells) .. '</tr>'
  end
  rows[#rows + 1] = '</tbody>\n</table>\n</div>\n</figure>'
  blocks:insert(raw(table.concat(rows, '\n')))
  return blocks
end

function html.typed_table(t)
  local blocks = open_table(t)
  blocks:extend{t.table, raw('</div>\n</figure>')}
  return blocks
end

function html.equation(e)
  return pandoc.Inlines{
    inline('<span class="equation"' .. id(e.label) .. '>'), e.math,
    pandoc.Link({pandoc.Str('(' .. e.number .. ')')}, '#' .. e.label, '', pandoc.Attr('', {'number'})),
    inline('</span>'),
  }
end

function html.reference(r)
  return pandoc.Link(r.words, '#' .. r.label, '', pandoc.Attr('', {'xref'}))
end

-- before is all of a number but its exponent.
function html.number(before, exponent)
  local s = '<span class="value">' .. before
  if exponent ~= '' then s = s .. '<sup>' .. exponent .. '</sup>' end
  return pandoc.Inlines{inline(s .. '</span>')}
end

-- Text with thin spaces in its numbers.
html.typed = pandoc.Str

function html.quoted(s)
  return pandoc.Inlines{inline('<span class="quoted">' .. escape(s:gsub('^%-', '\u{2212}')) .. '</span>')}
end

-- A line above a box: "Exercise 2.3  Steepest of all".
local function heading(word, part, rest)
  local content = pandoc.Inlines{inline('<p class="heading">')}
  if word then
    content:extend{inline('<span class="label">'),
      pandoc.Str(word .. (part.number and '\u{A0}' .. part.number or '')), inline('</span>')}
  end
  if part.title and #part.title > 0 then
    content:insert(inline(' <span class="title">'))
    content:extend(part.title)
    content:insert(inline('</span>'))
  end
  if rest then content:insert(inline(rest)) end
  content:insert(inline('</p>'))
  return pandoc.Plain(content)
end

local words = {try = 'Run it', summary = 'In short', proof = 'Proof'}

function html.box(b)
  local role = b.kind == 'aside' and ' role="note"' or ''
  local blocks = pandoc.Blocks{raw('<div class="' .. b.kind .. '"' .. role .. '>')}
  if words[b.kind] or #b.title > 0 then blocks:insert(heading(words[b.kind], b)) end
  blocks:extend(b.blocks)
  if b.kind == 'proof' then
    blocks:insert(raw('<p class="qed" aria-hidden="true">∎</p>'))
  end
  blocks:insert(raw('</div>'))
  return blocks
end

function html.theorem(t)
  local blocks = pandoc.Blocks{raw('<div class="theorem"' .. id(t.label) .. '>'), heading('Theorem', t)}
  blocks:extend(t.blocks)
  blocks:insert(raw('</div>'))
  return blocks
end

local function links(items)
  local content = pandoc.Inlines{}
  if #items == 0 then return content end
  content:insert(inline('<p class="links">'))
  for i, item in ipairs(items) do
    if i > 1 then content:insert(inline(' · ')) end
    content:insert(item)
  end
  content:insert(inline('</p>'))
  return content
end

local function code_link(path)
  local name = pandoc.Code(path)
  if not html.site then return name end
  return pandoc.Link({name}, 'source/' .. path .. '.html')
end

local grades = {'easy', 'medium', 'hard'}

function html.exercise(e)
  local grade = ''
  if e.difficulty then
    grade = ' <span class="difficulty">' .. grades[e.difficulty] .. '</span>'
  end
  local blocks = pandoc.Blocks{raw('<div class="exercise"' .. id(e.label) .. '>'),
                               heading('Exercise', e, grade)}
  blocks:extend(e.blocks)
  blocks:insert(pandoc.Plain{e.links})
  blocks:insert(raw('</div>'))
  return blocks
end

-- Below an exercise: its solution and its program, whatever there is.
function html.exercise_links(code, solution)
  local items = {}
  if solution then
    items[1] = pandoc.Link({pandoc.Str('Solution')}, '#' .. solution)
  end
  if code then items[#items + 1] = code_link(code) end
  return links(items)
end

function html.solution(s)
  local blocks = pandoc.Blocks{raw('<div class="solution"' .. id(s.label) .. '>')}
  local content = pandoc.Inlines{inline('<p class="heading"><span class="label">'),
    pandoc.Link({pandoc.Str('Exercise\u{A0}' .. s.number)}, '#' .. s.of), inline('</span>')}
  if #s.title > 0 then
    content:insert(inline(' <span class="title">'))
    content:extend(s.title)
    content:insert(inline('</span>'))
  end
  content:insert(inline('</p>'))
  blocks:insert(pandoc.Plain(content))
  blocks:extend(s.blocks)
  if s.code then blocks:insert(pandoc.Plain(links{code_link(s.code)})) end
  blocks:insert(raw('</div>'))
  return blocks
end

function html.index_place(content, marks)
  local all = pandoc.Inlines(content)
  for _, m in ipairs(marks) do
    all = pandoc.Inlines{pandoc.Span(all, pandoc.Attr(m.id, {'index'}))}
  end
  return all
end

function html.index_heading(header)
  return header
end

function html.header(header, number)
  local content = pandoc.Inlines{}
  if number then
    content:insert(inline('<span class="number">' .. number .. '</span> '))
  end
  local title, motto = text.motto(header)
  content:extend(title)
  if motto then
    content:extend{
      pandoc.Span({pandoc.Str(':')}, pandoc.Attr('', {'colon'})),
      pandoc.Space(), pandoc.Span(motto, pandoc.Attr('', {'motto'}))}
  end
  header.content = content
  return {header}
end

function html.begin_part()
  return {}
end

return html
