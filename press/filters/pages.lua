-- The site: the document that book.lua made and citeproc completed, one page
-- for each chapter, with a title page. pandoc.write sets each
-- page, so that footnotes are numbered and stand on their own page; then
-- links to what stands on another page are given that page's name.
--
-- Of book.md's metadata it takes title, subtitle, author, description (for
-- search engines), promise (a paragraph for the title page), opening-figure
-- (CHAPTER/FIGURE, which book.lua makes opening-drawing and opening-origin),
-- opening-caption; address, where the site will stand, and repository, where the
-- sources are kept, if these are known.
--
-- Environment: BOOK_OUT, the directory for the pages; BOOK_PRESS; BOOK_BUILD, where
-- the title page's figure is; BOOK_NAMES, yes where there is code, whose names get
-- an index.

local here = PANDOC_SCRIPT_FILE:match('^(.*)/[^/]*$') or '.'
package.path = here .. '/?.lua;' .. package.path

local mathfonts = require 'mathfonts'
local maths = require 'maths'
local parts = require 'parts'
local permalinks = require 'permalinks'
local report = require 'report'
local text = require 'strings'

local out = os.getenv('BOOK_OUT')
local press = os.getenv('BOOK_PRESS') or here .. '/..'

local function write_html(blocks)
  return pandoc.write(pandoc.Pandoc(blocks), 'html', {wrap_text = 'none'})
end

local function inline_html(inlines)
  return text.trim(write_html{pandoc.Plain(inlines)})
end

-- Footnotes also stand in the margin, where there is one: as a span beside
-- the mark. CSS shows either these or the list at the page's end.
local function with_sidenotes(blocks)
  local count = 0
  return pandoc.Blocks(blocks):walk{
    traverse = 'topdown',
    Note = function(note)
      count = count + 1
      local beside = pandoc.Inlines{pandoc.RawInline('html',
        '<span class="sidenote"><span class="mark">' .. count .. '</span> ')}
      beside:extend(pandoc.utils.blocks_to_inlines(note.content, {pandoc.Space()}):walk{
        -- What the index points to stands in the list.
        Span = function(s)
          if s.classes:includes('index') then return s.content end
        end,
      })
      beside:insert(pandoc.RawInline('html', '</span>'))
      beside:insert(1, note)
      return beside, false
    end,
  }
end

-- Of an entry of the bibliography who, when, what and where: as far as the first
-- words in italics, the title of a book or of what an article stood in. Where
-- authors are those of the entry before, the bibliography has a dash for them.
local function in_short(entry, authors)
  local short = pandoc.Inlines{}
  for _, x in ipairs(pandoc.utils.blocks_to_inlines(entry.content)) do
    if x.t == 'Str' and x.text:find('^———') then
      short:extend(authors)
    else
      short:insert(x)
    end
    if x.t == 'Emph' then break end
  end
  return short:walk{
    Link = function(l) return l.content end,
    Span = function(s) return s.content end,
  }
end

local function authors_of(entry)
  local authors = pandoc.Inlines{}
  for _, x in ipairs(entry) do
    if x.t == 'Str' and x.text:find('^%d%d%d%d') then
      authors:remove() -- the blank before the year
      break
    end
    authors:insert(x)
  end
  return authors
end

local function entries_of(doc)
  local entries, authors = {}, {}
  for _, page in ipairs(doc.blocks) do
    if page.attributes.stem == 'bibliography' then
      page.content:walk{Div = function(d)
        local key = d.identifier:match('^ref%-(.*)')
        if not key then return end
        entries[key] = in_short(d, authors)
        authors = authors_of(entries[key])
      end}
    end
  end
  return entries
end

-- A source also stands in the margin, where a page cites it first. In a paragraph
-- that cites many, a list of sources in words, they would only crowd.
local MOST_CITED = 2

local function with_sources(blocks, entries)
  local told, cited, new = {}, 0, {}
  local function beside(cite)
    local content = pandoc.Inlines{cite}
    for _, one in ipairs(cite.citations) do
      cited = cited + 1
      if entries[one.id] and not told[one.id] then
        told[one.id] = true
        new[#new + 1] = one.id
        content:insert(pandoc.RawInline('html',
          '<span class="sidenote source" aria-hidden="true">'))
        content:extend(entries[one.id])
        content:insert(pandoc.RawInline('html', '</span>'))
      end
    end
    return content
  end
  local result = pandoc.Blocks{}
  for _, block in ipairs(blocks) do
    -- Where something is cited there are brackets, round or square.
    if block.t == 'Para' and pandoc.utils.stringify(block):find('[(%[]') then
      cited, new = 0, {}
      local paragraph = block:walk{Cite = beside}
      if cited > 0 and cited <= MOST_CITED then
        block = paragraph
      else
        for _, id in ipairs(new) do told[id] = nil end
      end
    end
    result:insert(block)
  end
  return result
end

-- Pictures are loaded when they come near, but for the first of a page, which is
-- seen at once. Their room is kept by width and height.
local function when_near(html)
  local _, first = html:find('<img ', 1, true)
  if not first then return html end
  return html:sub(1, first)
    .. text.replace(html:sub(first + 1), '<img ', '<img loading="lazy" ')
end

-- The headings of a page, for the contents: title and sections.
local function outline(page, blocks)
  page.sections = {}
  for attributes, content in page.body:gmatch('<h[12]([^>]*)>(.-)</h[12]>') do
    local heading = {id = attributes:match(' id="([^"]*)"'), title = content}
    if page.title then
      page.sections[#page.sections + 1] = heading
    else
      page.id, page.title = heading.id, heading.title
    end
  end
  for _, block in ipairs(blocks) do
    if block.t == 'Header' then
      page.plain = text.trim(pandoc.utils.stringify(block.content))
      return
    end
  end
end

-- How a page begins, for those who see it named somewhere: whole sentences, as
-- many as search engines show, but none with a formula.
local shown = 160
local formula = '\1'

local function first_paragraph(blocks)
  for _, b in ipairs(blocks) do
    local found = b.t == 'Para' and b.content
      or b.t == 'Div' and b.identifier ~= 'refs' and first_paragraph(b.content)
    if found then return found end
  end
end

local function opening_words(blocks)
  local paragraph = first_paragraph(blocks)
  if not paragraph then return '' end
  local words = pandoc.utils.stringify(paragraph:walk{
    RawInline = function(raw)
      return pandoc.Str(maths.stands_in(raw.text) and formula or raw.text:gsub('<[^>]*>', ''))
    end,
  })
  local start = ''
  for sentence in (words .. ' '):gmatch('.-[.?!]%s+') do
    if #start + #sentence > shown and start ~= '' then break end
    if not sentence:find(formula, 1, true) then start = start .. sentence end
  end
  return text.trim(start)
end

-- What the search leads to: the terms of a glossary by their names, paragraphs
-- by their numbers.
local function with_places(html)
  if html:find('<dt>', 1, true) then
    html = html:gsub('<dt>(.-)</dt>', function(term)
      local name = term:gsub('<[^>]*>', ''):gsub('&%w+;', ''):match('^[^,]*'):lower()
      name = name:gsub('[^%w\128-\255]+', '-'):gsub('%-$', '')
      return '<dt id="term:' .. name .. '">' .. term .. '</dt>'
    end)
  end
  local pieces = text.split(html, '<p>')
  for i = 2, #pieces do
    pieces[i] = '<p id="p-' .. i - 1 .. '">' .. pieces[i]
  end
  return table.concat(pieces)
end

local function with_footnotes(html)
  local section = html:find('<section class="footnotes', 1, true)
  if not section then return html end
  return html:sub(1, section - 1) .. html:sub(section):gsub('^(<section[^>]*>)%s*<hr ?/?>',
    '%1\n<h2 class="small">Footnotes</h2>')
end

-- What pandoc wrote, as it stands in a page.
local function finished(html)
  html = with_footnotes(when_near(permalinks.add(html)))
  -- Roles that pandoc gives and ARIA has withdrawn.
  for _, role in ipairs{' role="doc-biblioentry"', ' role="doc-endnote"'} do
    html = text.replace(html, role, '')
  end
  return with_places(html)
end

local function read_pages(doc)
  local pages, entries = {}, entries_of(doc)
  for _, div in ipairs(doc.blocks) do
    local page = {stem = div.attributes.stem, kind = div.attributes.kind,
                  number = div.attributes.number}
    page.file = page.stem .. '.html'
    local blocks = with_sources(div.content, entries)
    page.body = write_html(blocks)
    -- Few pages have notes, and to look for them costs more than to write a page twice.
    if page.body:find('footnote-ref', 1, true) then
      page.body = write_html(with_sidenotes(blocks))
    end
    outline(page, blocks)
    page.start = opening_words(blocks)
    if page.start == '' then page.start = page.plain .. '.' end
    page.body = finished(page.body)
    pages[#pages + 1] = page
  end
  return pages
end

-- Filled by press/names/weave.mjs.
local function names_page()
  return {stem = 'index-of-names', file = 'index-of-names.html', kind = 'back', number = '',
          title = 'Index of names', plain = 'Index of names', sections = {}, id = 'sec:names',
          start = 'What each name in the code of the book is, and where that is said.',
          body = '<h1 id="sec:names">Index of names</h1>\n<!-- names -->'}
end

-- Links to labels on other pages.
local function resolve_links(pages)
  local home, ids = {}, {}
  for _, page in ipairs(pages) do
    ids[page] = {}
    for id in page.body:gmatch('%sid="([^"]+)"') do
      ids[page][id] = true
      home[id] = home[id] or page
    end
  end
  for _, page in ipairs(pages) do
    local own = ids[page]
    page.body = page.body:gsub('href="#([^"]+)"', function(id)
      if own[id] then return nil end
      if not home[id] then
        report.error(page.file, nil, 'link #' .. id .. ': no page has such a place')
        return nil
      end
      return 'href="' .. home[id].file .. '#' .. id .. '"'
    end)
  end
end

local function put_in_formulas(pages)
  local formulas = maths.take(out)
  for _, page in ipairs(pages) do
    page.title, page.body = maths.put_in(formulas, page.title), maths.put_in(formulas, page.body)
    for _, s in ipairs(page.sections) do s.title = maths.put_in(formulas, s.title) end
  end
end

local function fill(template, fields)
  return (template:gsub('{{([%w-]+)}}', function(name)
    return fields[name] or ''
  end))
end

-- The contents at the side; the chapter that is open shows its sections.
local function navigation(pages, current)
  local rows = {'<ol class="chapters">'}
  for _, page in ipairs(pages) do
    local open = page == current
    rows[#rows + 1] = '<li class="' .. page.kind .. (open and ' open' or '') .. '"><a href="'
      .. page.file .. '"' .. (open and ' aria-current="page"' or '') .. '>' .. page.title .. '</a>'
    if open and #page.sections > 0 then
      rows[#rows + 1] = '<ol class="sections">'
      for _, s in ipairs(page.sections) do
        rows[#rows + 1] = '<li><a href="#' .. s.id .. '">' .. s.title .. '</a></li>'
      end
      rows[#rows + 1] = '</ol>'
    end
    rows[#rows + 1] = '</li>'
  end
  rows[#rows + 1] = '</ol>'
  return table.concat(rows, '\n')
end

-- The contents of the title page: every section.
local function contents(pages)
  local rows = {'<ol class="toc">'}
  for _, page in ipairs(pages) do
    rows[#rows + 1] = '<li class="' .. page.kind .. '"><a class="chapter" href="' .. page.file
      .. '">' .. page.title .. '</a>'
    if #page.sections > 0 and page.kind ~= 'plain' then
      rows[#rows + 1] = '<ol>'
      for _, s in ipairs(page.sections) do
        rows[#rows + 1] = '<li><a href="' .. page.file .. '#' .. s.id .. '">' .. s.title .. '</a></li>'
      end
      rows[#rows + 1] = '</ol>'
    end
    rows[#rows + 1] = '</li>'
  end
  rows[#rows + 1] = '</ol>'
  return table.concat(rows, '\n')
end

local function neighbour(page, rel, word)
  if not page then return '' end
  return '<a class="' .. rel .. '" rel="' .. rel .. '" href="' .. page.file
    .. '"><span>' .. word .. '</span> ' .. page.title .. '</a>'
end

local function save(file, content)
  local ok, why = text.write(out .. '/' .. file, content)
  if ok then return end
  report.error(out .. '/' .. file, nil, 'it cannot be written: ' .. tostring(why))
  report.stop_on_errors() -- the disk is full: one sentence, not one a page
end

-- A page loads nothing but what lies beside it, and talks to nobody. KaTeX and
-- some of our places are attributes of style; figures that are live compile C.
local policy = table.concat({
  "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "worker-src blob:",
  "style-src 'self' 'unsafe-inline'", "img-src 'self' data:", "font-src 'self'",
  "base-uri 'none'", "form-action 'none'",
}, '; ')

local function scripts(page)
  if not page.body:find('<figure [^>]*data%-live="') then return '' end
  return '<script src="assets/live.js" defer></script>\n'
end

local function meta_html(meta, name)
  local value = meta[name]
  if not value then return '' end
  if pandoc.utils.type(value) == 'Blocks' then return text.trim(write_html(value)) end
  if pandoc.utils.type(value) == 'Inlines' then return inline_html(value) end
  return text.html(pandoc.utils.stringify(value))
end

local function meta_plain(meta, name)
  local value = meta[name]
  if value and pandoc.utils.type(value) == 'List' then
    local all = {}
    for i, v in ipairs(value) do all[i] = pandoc.utils.stringify(v) end
    return text.html(table.concat(all, ', '))
  end
  return value and text.html(pandoc.utils.stringify(value)) or ''
end

local function opening_figure(meta)
  local drawing, caption = meta_html(meta, 'opening-drawing'), meta_html(meta, 'opening-caption')
  if drawing == '' then return '' end
  return '<figure class="opening">' .. drawing
    .. '<figcaption>' .. caption .. meta_html(meta, 'opening-origin') .. '</figcaption></figure>'
end

-- Before what press/html/offer.mjs says of the downloads.
local function repository(meta)
  local address = meta_plain(meta, 'repository')
  if address == '' then return '' end
  return '<a href="' .. address .. '">repository</a> · '
end

-- What is shown where a page is named elsewhere.
local function card(meta, title, description)
  local address = meta_plain(meta, 'address')
  if address ~= '' then address = address:gsub('/*$', '/') end
  local rows = {}
  for _, row in ipairs{{'type', 'book'}, {'site_name', meta_plain(meta, 'title')},
      {'title', title}, {'description', description}, {'locale', 'en_GB'},
      {'image', address .. 'assets/card.png'}} do
    rows[#rows + 1] = '<meta property="og:' .. row[1] .. '" content="' .. row[2] .. '">'
  end
  return table.concat(rows, '\n')
end

-- The opening figure, as others show pictures: 1200 by 630 pixels. It is drawn
-- beside the pages; what is returned waits for it.
local function begin_card(meta)
  local name = meta_plain(meta, 'opening-figure')
  local drawing = (os.getenv('BOOK_BUILD') or 'build') .. '/figures/' .. name .. '.svg'
  if name == '' or not text.size(drawing) then return function() end end
  local file = out .. '/assets/card.png'
  local drawn = io.popen('rsvg-convert --page-width=1200 --page-height=630 --left=260 --top=15 '
    .. '--width=900 --height=600 --keep-aspect-ratio --background-color=white --output='
    .. text.quote(file) .. ' ' .. text.quote(drawing) .. ' 2>&1', 'r')
  return function()
    local said = drawn:read('a')
    if not drawn:close() then
      report.error(file, nil, 'it cannot be drawn: ' .. text.trim(said):gsub('\n', ' '))
    end
  end
end

-- For a server that is asked for what is not there.
local function missing(pages)
  return {file = '404.html', kind = 'back', title = 'No such page', plain = 'No such page',
    sections = {}, start = 'There is no page of this name.',
    body = '<h1>No such page</h1>\n<p>There is no page of this name. It may have been called '
      .. 'otherwise: here is what there is.</p>\n<nav aria-label="All pages">\n'
      .. contents(pages) .. '\n</nav>'}
end

function Pandoc(doc)
  local end_card = begin_card(doc.meta)
  local pages = read_pages(doc)
  if os.getenv('BOOK_NAMES') == 'yes' then pages[#pages + 1] = names_page() end
  resolve_links(pages)
  put_in_formulas(pages)

  local meta = doc.meta
  local page_template = text.read(press .. '/html/page.html')
  local title_template = text.read(press .. '/html/title.html')
  local field = text.read(press .. '/html/field.html') -- of the search
  local book_title = meta_plain(meta, 'title')
  local function save_page(page, before, after)
    local title = text.html(page.plain)
    local description = text.html(page.start)
    save(page.file, fill(page_template, {
      ['title'] = title .. ' · ' .. book_title,
      ['policy'] = policy, ['search'] = field, ['scripts'] = scripts(page),
      ['book-title'] = book_title,
      ['description'] = description,
      ['card'] = card(meta, title, description),
      ['author'] = meta_plain(meta, 'author'),
      ['navigation'] = navigation(pages, page),
      ['kind'] = page.kind .. (page.body:find(' bench"', 1, true) and ' wide' or ''),
      ['content'] = page.body,
      ['previous'] = neighbour(before, 'prev', 'Previous'),
      ['next'] = neighbour(after, 'next', 'Next'),
    }))
  end
  for i, page in ipairs(pages) do
    save_page(page, pages[i - 1] or {file = 'index.html', title = 'Contents'}, pages[i + 1])
  end
  save_page(missing(pages))
  for _, script in ipairs(parts.of(pages)) do save(script[1], script[2]) end
  end_card()
  save('index.html', fill(title_template, {
    ['title'] = book_title,
    ['policy'] = policy, ['search'] = field,
    ['subtitle'] = meta_html(meta, 'subtitle'),
    ['author'] = meta_plain(meta, 'author'),
    ['description'] = meta_plain(meta, 'description'),
    ['card'] = card(meta, book_title, meta_plain(meta, 'description')),
    ['promise'] = meta_html(meta, 'promise'),
    ['opening'] = opening_figure(meta),
    ['start'] = pages[1] and pages[1].file or '',
    ['repository'] = repository(meta),
    ['contents'] = contents(pages),
  }))
  local ok, why = mathfonts.write(pages, press, out)
  if not ok then report.error('press', nil, why) end
  report.stop_on_errors()
  return pandoc.Pandoc{}
end
