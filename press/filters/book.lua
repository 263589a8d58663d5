-- The book, from its Markdown files to one document of pandoc's.
--
-- pandoc's own input is book.md, for the metadata; this filter reads it again
-- and the chapters after it, file by file, so that each thing knows where it
-- was written. First every file is walked in the order of the text: listings,
-- outputs, tables, values and figures are put in, and what has a number gets
-- it. When all labels are known, references and formulas follow.
--
-- Environment: BOOK_FORMAT (html, latex, epub), BOOK_BUILD (build), BOOK_OUT (a
-- directory for pages and pictures, where there are any), BOOK_PRESS (this
-- directory's parent), BOOK_LIVE (no: no figure is live). Run by press/build.

local here = PANDOC_SCRIPT_FILE:match('^(.*)/[^/]*$') or '.'
package.path = here .. '/?.lua;' .. package.path

local boxes = require 'boxes'
local coloured = require 'coloured'
local described = require 'described'
local experiments = require 'experiments'
local figures = require 'figures'
local listings = require 'listings'
local markup = require 'markup'
local maths = require 'maths'
local numbering = require 'numbering'
local outputs = require 'outputs'
local paragraphs = require 'paragraphs'
local prose = require 'prose'
local references = require 'references'
local report = require 'report'
local source = require 'source'
local tables = require 'tables'
local terms = require 'terms'
local text = require 'strings'
local values = require 'values'

local book = {
  build = os.getenv('BOOK_BUILD') or 'build',
  press = os.getenv('BOOK_PRESS') or here .. '/..',
  writer = require(os.getenv('BOOK_FORMAT') or 'html'),
  numbered = 0, appendices = 0,
  labels = {}, anchors = {}, formulas = {}, cited = {},
  exercises = {}, exercise_order = {}, solutions = {},
  outputs = {}, headings = 0,
}
book.engine = book.writer.engine

-- $$ … $$ {#eq:step}: the formula and the label after it become one span. What
-- follows the label in its word stays.
local function labelled(math, mark)
  if not mark or mark.t ~= 'Str' then return nil end
  local label, rest = mark.text:match('^{#(eq:[^}%s]+)}(.*)$')
  if not label then return nil end
  local span = pandoc.Span({math}, pandoc.Attr(label, {'equation'}))
  return rest == '' and {span} or {span, pandoc.Str(rest)}
end

-- Formulas with what belongs to them: a label, or a punctuation mark. Nil where
-- there is nothing of the kind.
local function with_belongings(content)
  local result, from = nil, 1
  for i, x in ipairs(content) do
    local next = i >= from and x.t == 'Math' and content[i + 1]
    local whole, last = nil, i + 1
    if next and x.mathtype == 'DisplayMath' then
      if next.t == 'Space' or next.t == 'SoftBreak' then last = i + 2 end
      whole = labelled(x, content[last])
    elseif next and maths.keeps(book, x, next) then
      whole = {pandoc.Span({x, next}, pandoc.Attr('', {'together'}))}
    end
    if whole then
      result = result or pandoc.Inlines(table.move(content, 1, i - 1, 1, {}))
      result:extend(whole)
      from = last + 1
    elseif result and i >= from then
      result:insert(x)
    end
  end
  return result
end

-- The same in an element.
local function joined(element)
  local content = with_belongings(element.content)
  if not content then return nil end
  element.content = content
  return element
end

-- Thousands of a text have the look of computed ones.
local function typed_numbers(s)
  local typed = values.typed(s.text)
  if typed ~= s.text then return book.writer.typed(typed) end
end

-- What words are looked at for: thousands, and attributes that were not read.
local DIGITS, GROUPED, ATTRIBUTES = '%d%d%d%d%d', '%d,%d%d%d', '{[#.]%a'

local function asks(said)
  return said:find(DIGITS) or said:find(GROUPED) or said:find(ATTRIBUTES)
end

-- What a chapter becomes, element by element. The walk goes from the top
-- down; a second result of false says that the children are done.
local function visitor(chapter)
  local v = {traverse = 'topdown'}

  function v.Header(h)
    local line = chapter:block('header', function(b) return b.level == h.level end)
    markup.check(chapter, h, function() return line end)
    markup.refuse_in_heading(chapter, h, line)
    local number = numbering.header(book, chapter, h, line)
    terms.heading(book, chapter, h, number)
    chapter.opened = chapter.opened or h.level > 1
    if h.level <= 2 then chapter.section = chapter.section + 1 end
    h.content = chapter:walk_inlines(h.content)
    return book.writer.header(h, number), false
  end

  function v.CodeBlock(c)
    local class = c.classes[1] or ''
    local line = chapter:block('code', function(b) return b.class == class end)
    local good = markup.check(chapter, c, function() return line end)
    if c.attributes.file then return listings.expand(book, chapter, c, line), false end
    if class == 'output' then return outputs.expand(book, chapter, c, line), false end
    if class == 'table' then return tables.expand(book, chapter, c, line), false end
    return good and book.writer.code{class = class, text = c.text} or {}, false
  end

  function v.Code(c)
    markup.check(chapter, c, function() return chapter:locate('`' .. c.text .. '`{') end)
    if c.classes:includes('value') then
      local line = chapter:locate('`' .. c.text .. '`{')
      return values.expand(book, chapter, c, line), false
    elseif c.classes:includes('quoted') then
      return book.writer.quoted(c.text), false
    end
  end

  -- Attributes that pandoc could not read stay in the text as they are.
  function v.Str(s)
    local word = s.text
    if word:find('^' .. ATTRIBUTES) then
      report.error(chapter.path, chapter:locate(word), 'attributes ' .. word
        .. ' …: they cannot be read, or belong to nothing')
    end
    return typed_numbers(s)
  end

  function v.RawInline(r)
    if paragraphs.is_own(r) then return r end
    return markup.refuse_raw(chapter, r, chapter:locate(r.text))
  end

  function v.RawBlock(r)
    return markup.refuse_raw(chapter, r, chapter:locate(r.text:match('[^\n]*')))
  end

  function v.Image(i)
    markup.check(chapter, i, function() return chapter:locate('](' .. i.src) end)
    local line = chapter:locate('](' .. i.src)
    report.error(chapter.path, line, 'figure ' .. i.src
      .. ': it does not stand alone in its paragraph')
    return {}, false
  end

  function v.Para(p)
    local image = p.content[1]
    if #p.content == 1 and image.t == 'Image' then
      local line = chapter:find('](' .. image.src)
      markup.check(chapter, image, function() return line end)
      return figures.expand(book, chapter, image, line), false
    end
    return joined(p)
  end
  v.Plain, v.Emph, v.Strong, v.Quoted = joined, joined, joined, joined

  function v.Math(m)
    local line = chapter:locate(m.text)
    return maths.expand(book, chapter, m, line), false
  end

  function v.Span(s)
    if s.classes:includes('equation') then
      local math = s.content[1]
      local line = chapter:locate(math.text)
      local number = numbering.count(book, chapter, 'eq', s.identifier, line)
      return book.writer.equation{
        label = s.identifier, number = number or '?',
        math = maths.expand(book, chapter, math, line),
      }, false
    elseif not s.classes:includes('together') then
      local line = chapter:locate('{.' .. (s.classes[1] or ''))
      markup.check(chapter, s, function() return line end)
    end
  end

  function v.Cite(c)
    local line = chapter:locate('@' .. c.citations[1].id)
    local replacement = references.expand(book, chapter, c, line)
    if replacement then return replacement, false end
  end

  function v.Link(l)
    markup.check(chapter, l, function() return chapter:locate('](' .. l.target) end)
    local target = l.target:match('^#(.*)$')
    if target then
      l.target = '#' .. (chapter.renamed[target] or target)
      return l
    end
    -- A page that only the site has.
    if l.target:find('^[%w-]+%.html$') and not book.writer.site then return l.content end
  end

  function v.Note(n)
    return chapter:aside(function()
      return pandoc.Note(chapter:walk_blocks(n.content))
    end), false
  end

  function v.BulletList(list)
    markup.refuse_tasks(chapter, list)
  end

  function v.Table(t)
    return tables.typed(book, chapter, t, chapter:locate('{#tbl:')), false
  end

  function v.Div(d)
    local class = d.classes[1] or ''
    local line = chapter:block('div', function(b) return b.class == class end)
    if not line and paragraphs.is_own(d) then return nil end
    markup.check(chapter, d, function() return line end)
    local replacement = boxes.expand(book, chapter, d, line)
    if replacement then return replacement, false end
  end

  for name in pairs(markup.foreign) do
    v[name] = function(element) markup.refuse_foreign(chapter, element) end
  end
  return v
end

local function without(visits, kind)
  local rest = {}
  for k, f in pairs(visits) do rest[k] = f end
  rest[kind] = nil
  return rest
end

-- To look at every word takes longest: it is done where one of them asks for it.
function source:visitor_of(content)
  return asks(pandoc.utils.stringify(content)) and self.visitor or self.wordless
end

function source:walk_blocks(blocks)
  local result = pandoc.Blocks{}
  for _, block in ipairs(blocks) do
    result:extend(pandoc.Blocks{block}:walk(self:visitor_of(block)))
  end
  return result
end

function source:walk_inlines(inlines)
  local content = with_belongings(inlines) or pandoc.Inlines(inlines)
  return content:walk(self:visitor_of(content))
end

-- The cells of a table; the table itself has been seen.
function source:walk_children(block)
  return pandoc.Blocks{block}:walk(without(self.visitor, 'Table'))[1]
end

-- The captions and titles of a chapter, each a paragraph: one by one they would take
-- as long to read as the chapter. Empty where they are not paragraphs.
local function read_attributes(blocks)
  local texts, read = {}, {}
  local function note(element)
    texts[#texts + 1] = element.attributes.caption
    texts[#texts + 1] = element.attributes.title
  end
  blocks:walk{CodeBlock = note, Div = note}
  local paragraphs_of = pandoc.read(table.concat(texts, '\n\n'), source.format).blocks
  if #paragraphs_of ~= #texts then return {} end
  for i, markdown in ipairs(texts) do read[markdown] = paragraphs_of[i] end
  return read
end

-- The text of an attribute, as Markdown.
function source:inlines(markdown, line)
  if not markdown or markdown == '' then return pandoc.Inlines{} end
  local block = self.attributes[markdown] or pandoc.read(markdown, source.format).blocks[1]
  if block then markup.refuse_note(self, block.content, line) end
  return self:pin(line, self.walk_inlines, self, block and block.content or {})
end

-- Puts everything into a file of the book.
local function read_chapter(chapter)
  chapter.counts, chapter.renamed, chapter.headings = {}, {}, {}
  chapter.visitor = visitor(chapter)
  chapter.wordless = without(chapter.visitor, 'Str')
  prose.check(chapter)
  local blocks = pandoc.read(chapter.text, source.format).blocks
  chapter.attributes = read_attributes(blocks)
  blocks = paragraphs.join(blocks, book.writer.format)
  chapter.blocks = chapter:walk_blocks(blocks)
  terms.place(book, chapter)
  if not chapter.title then
    report.error(chapter.path, 1, 'its first heading "# Title" is missing')
    chapter.title = pandoc.Inlines{}
  end
  for _, f in ipairs(chapter:unnamed()) do
    report.error(chapter.path, f.line, 'figure ' .. f.label:gsub('^fig:', '')
      .. ': the text of its section does not name it; write @' .. f.label
      .. ' where the reader is to look at it')
  end
end

-- The references alone, in a caption.
local function resolve_references(inlines)
  return pandoc.Inlines(inlines):walk{
    Span = function(s)
      if s.classes:includes('xref') then return references.resolve(book, s) end
    end,
  }
end

-- References and formulas, now that everything is known. The pages' formulas wait
-- until these are written.
local function resolve(blocks)
  local visits = {
    Span = function(s)
      if s.classes:includes('xref') then return references.resolve(book, s) end
      if s.classes:includes('exercise-links') then return boxes.resolve(book, s) end
    end,
  }
  if book.engine and not book.writer.site then
    function visits.RawInline(r) return maths.resolve(book, r) end
  end
  return pandoc.Blocks(blocks):walk(visits)
end

local function chapter_paths()
  local paths = {'book.md'}
  local list = text.command('LC_ALL=C ls chapters 2>/dev/null')
  for _, first in ipairs{'^%d', '^%u'} do
    for _, name in ipairs(list) do
      if name:find(first) and name:find('%.md$') then paths[#paths + 1] = 'chapters/' .. name end
    end
  end
  -- A page of a book that has the program.
  if book.writer.site and text.size('code/playground.c') then
    paths[#paths + 1] = book.press .. '/html/playground.md'
  end
  return paths
end

-- The files of the book. Where a fence is open in one of them, all that follows
-- is not what it seems, and nothing else is told.
local function open_chapters()
  local chapters, paths = {}, chapter_paths()
  terms.open(book, paths)
  for _, path in ipairs(paths) do
    local chapter = source.open(path)
    if not chapter then report.error(path, nil, 'it cannot be read') end
    chapters[#chapters + 1] = chapter
  end
  report.stop_on_errors()
  return chapters
end

-- What the index only sends elsewhere has no place; TeX is told in the first
-- paragraph, for by itself it might make a page.
local function add_sees(blocks)
  for _, block in ipairs(blocks) do
    if block.t == 'Para' and book.index then
      block.content:insert(book.writer.index_sees(book.index.sees))
      return
    end
  end
end

-- One document again. For the site each chapter stays together in a div,
-- which the next filter makes a page of.
local function join(chapters, doc)
  local blocks = pandoc.Blocks{}
  local part
  local function add(kind, stem, number, content)
    local next = ({chapter = 'main', appendix = 'appendix', back = 'back'})[kind]
    if next and next ~= part then
      part = next
      blocks:extend(book.writer.begin_part(part))
    end
    if book.writer.format == 'html' then
      blocks:insert(pandoc.Div(content, pandoc.Attr('', {'page'},
        {stem = stem, kind = kind, number = number or ''})))
    else
      blocks:extend(content)
    end
  end
  for _, c in ipairs(chapters) do
    add(c.kind or 'plain', c.path == 'book.md' and 'preface' or c.stem, c.number, resolve(c.blocks))
  end
  if #book.cited > 0 then
    local heading = pandoc.Header(1, 'Bibliography', pandoc.Attr('sec:bibliography', {'unnumbered'}))
    add('back', 'bibliography', nil, {heading, pandoc.Div({}, pandoc.Attr('refs'))})
  end
  if book.writer.format == 'latex' then
    add_sees(blocks)
  else
    local index = terms.blocks(book)
    if index then add('back', 'index-of-terms', nil, index) end
  end
  doc.blocks = blocks
  return doc
end

-- The texts of the title page.
local function titles(doc)
  for name, value in pairs(doc.meta) do
    local kind = pandoc.utils.type(value)
    if kind == 'Inlines' or kind == 'Blocks' then
      doc.meta[name] = value:walk{Str = typed_numbers}
    end
  end
end

-- For the site: the figure of the title page.
local function opening(doc)
  local name = doc.meta['opening-figure']
  if not name or not book.writer.site then return end
  name = pandoc.utils.stringify(name)
  local directory, own = name:match('^(.*)/([^/]*)$')
  local alt = pandoc.utils.stringify(doc.meta['opening-alt'] or '')
  local line = source.open('book.md'):locate('opening-figure')
  if not directory then
    report.error('book.md', line, 'opening-figure ' .. name .. ': it is not CHAPTER/FIGURE')
    return
  end
  if alt == '' then
    report.error('book.md', line, 'opening-figure ' .. name .. ': opening-alt is missing')
  end
  local file, why = figures.find(book, directory, own)
  if not file then
    report.error('book.md', line, 'opening-figure ' .. name .. ': ' .. why)
    return
  end
  local figure = {file = file, alt = alt, name = own, caption = doc.meta['opening-caption'] or {}}
  described.add(figure)
  figure.origin, why = figures.origin(book, directory, own)
  if not figure.origin then
    report.error('book.md', line, 'opening-figure ' .. name .. ': ' .. why)
    return
  end
  doc.meta['opening-drawing'] = pandoc.MetaInlines{
    pandoc.RawInline('html', book.writer.drawing(figure))}
  doc.meta['opening-origin'] = pandoc.MetaInlines{
    pandoc.RawInline('html', book.writer.origin(figure))}
end

function Pandoc(doc)
  book.meta = doc.meta
  local chapters, stems = open_chapters(), {}
  for i, chapter in ipairs(chapters) do
    read_chapter(chapter)
    stems[i] = chapter.stem
  end
  listings.check_all_used()
  -- A misspelt name would be told twice, as what nobody reads as well.
  if report.count() == 0 then experiments.check(book, stems) end
  boxes.check_solutions(book)
  references.check_citations(book)
  terms.check(book)
  titles(doc)
  opening(doc)
  maths.typeset(book)
  if book.writer.site then maths.hand_over(book, os.getenv('BOOK_OUT')) end
  coloured.keep()
  doc = join(chapters, doc)
  if book.writer.metadata then book.writer.metadata(doc.meta) end
  report.stop_on_errors()
  if book.engine then described.write(book, resolve_references) end
  report.stop_on_errors()
  return doc
end
