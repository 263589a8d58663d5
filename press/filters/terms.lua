-- The index. What the book names where is told in terms.txt, beside book.md, by
-- chapter and heading:
--
--   # chapters/01-extrema.md
--   ## Points and values
--   * minimum!global [global minimum point]    "global" below "minimum"
--   saddle point
--
-- A star says that the thing is defined here, brackets what words of the text
-- are meant: without them the key's own, after its "!" and before its comma.
-- The place is where they stand first in the section. `name` is set as code.
-- Lines that begin with ">" are remarks, and "heavy ball: see momentum" sends a
-- reader on. To these come, by themselves, what listings define and who is
-- cited. A book without terms.txt has no index.

local report = require 'report'
local text = require 'strings'

local terms = {}

local FILE = 'terms.txt'

-- Words and their order --------------------------------------------------------

-- What a letter is sorted as.
local plain_letters = {}
for base, list in pairs{
  a = 'ÀÁÂÃÄÅĀĂĄàáâãäåāăą', c = 'ÇĆĈĊČçćĉċč', d = 'ĎĐďđ', e = 'ÈÉÊËĒĔĖĘĚèéêëēĕėęě', g = 'ĜĞĠĢĝğġģ',
  i = 'ÌÍÎÏĪĮİìíîïīįı', l = 'ĹĻĽŁĺļľł', n = 'ÑŃŅŇñńņň', o = 'ÒÓÔÕÖØŌŎŐòóôõöøōŏő', r = 'ŔŖŘŕŗř',
  s = 'ŚŜŞŠśŝşš', t = 'ŢŤţť', u = 'ÙÚÛÜŪŬŮŰùúûüūŭůű', y = 'ÝŸýÿ', z = 'ŹŻŽźżž', ss = 'ß', ae = 'Ææ',
} do
  for _, code in utf8.codes(list) do plain_letters[utf8.char(code)] = base end
end

-- Letters without accents and digits: by these alone words are sorted, as far as
-- the comma and then beyond, "Ba, Jimmy" before "backward". Signs that mean
-- something to makeindex are not among them.
local sort_keys = {}

function terms.sort_key(word)
  if sort_keys[word] then return sort_keys[word] end
  local plain = word:gsub(utf8.charpattern, plain_letters):lower():gsub('[^%w,]', '')
  plain = text.trim((plain:gsub(',+', ' ')))
  sort_keys[word] = plain == '' and '0' or plain
  return sort_keys[word]
end

local function ascending(a, b)
  local x, y = terms.sort_key(a), terms.sort_key(b)
  if x ~= y then return x < y end
  return a < b
end

-- A word as pieces that are text and code by turns.
function terms.pieces(word)
  return text.split(word, '`')
end

local function straight(s)
  if not s:find('[\128-\255]') then return s end
  return (s:gsub('\u{2019}', "'"):gsub('\u{201C}', '"'):gsub('\u{201D}', '"'):gsub('\u{A0}', ' '))
end

local function unquoted(s)
  return (s:gsub('[\'"]', ''):gsub('\u{2018}', ''))
end

local function own_words(key)
  local last = key:match('!(.*)$') or key
  return (last:gsub('`', ''):match('^[^,]*'))
end

-- The file ---------------------------------------------------------------------

local function check_key(key, line)
  local parts = text.split(key, '!')
  local wrong
  for _, part in ipairs(parts) do
    if text.trim(part) ~= part or part == '' then wrong = 'a part of it is empty, or has blanks around it' end
  end
  if #parts > 2 then wrong = 'it has more than one "!"' end
  if key:find('[][*]') then wrong = 'a star stands before a key, and words in brackets after it' end
  if #terms.pieces(key) % 2 == 0 then wrong = 'a backquote has no partner' end
  if wrong then report.error(FILE, line, 'key ' .. key .. ': ' .. wrong) end
  return not wrong
end

local function read_see(index, from, to, line)
  if check_key(from, line) and check_key(to, line) then
    table.insert(index.sees, {from = from, to = to, line = line})
  end
end

local function read_key(section, content, line)
  local star, rest = content:match('^(%*?)%s*(.*)$')
  local key, words = rest:match('^(.-)%s*%[(.*)%]$')
  key = key or rest
  if not check_key(key, line) then return end
  if not section then
    report.error(FILE, line, 'key ' .. key .. ': no chapter stands above it, "# chapters/NAME.md"')
    return
  end
  words = words or own_words(key)
  if text.trim(words) == '' then
    report.error(FILE, line, 'key ' .. key .. ': it has no words')
    return
  end
  for _, other in ipairs(section.keys) do
    if other.key == key then
      report.error(FILE, line, 'key ' .. key .. ': line ' .. other.line .. ' has it for this section')
      return
    end
  end
  local said = straight(words):lower()
  table.insert(section.keys, {key = key, words = words, said = said, plain = unquoted(said),
                              main = star ~= '', line = line})
end

-- By chapter and heading, '' before the first one of the second level.
local function section_of(index, path, heading, line)
  local chapter = index.chapters[path]
  chapter[heading] = chapter[heading] or {heading = heading, line = line, keys = {}}
  return chapter[heading]
end

-- Reads the file for the files of the book; book.index stays nil without it.
function terms.open(book, paths)
  local content = text.read(FILE)
  if not content then return end
  local index = {chapters = {}, sees = {}, places = {}, made = 0}
  for _, path in ipairs(paths) do index.chapters[path] = {} end
  local path, section, is_lost
  for line, row in ipairs(text.lines(content)) do
    row = text.trim(row)
    local level, heading = row:match('^(#+)%s+(.*)$')
    local from, to = row:match('^(.-):%s+see%s+(.*)$')
    if level == '#' then
      is_lost = not index.chapters[heading]
      if not is_lost then
        path, section = heading, section_of(index, heading, '', line)
      else
        report.error(FILE, line, 'chapter ' .. heading .. ': the book has no such file'
                     .. text.nearest(heading, paths))
      end
    elseif from then
      read_see(index, from, to, line)
    elseif row == '' or row:find('^>') or is_lost then
      goto continue
    elseif level then
      section = path and section_of(index, path, straight(heading), line)
    else
      read_key(section, row, line)
    end
    ::continue::
  end
  book.index = index
end

-- Places -----------------------------------------------------------------------

-- Remembers a heading: what stands below it stands in a section of that number, or
-- else of the one around it.
function terms.heading(book, chapter, header, number)
  book.headings = book.headings + 1
  local title = straight(pandoc.utils.stringify(header.content))
  local word = number or header.level == 2 and chapter.number
               or chapter.heading and chapter.heading.word or title
  chapter.heading = {title = title, word = word, path = chapter.path, order = book.headings}
  table.insert(chapter.headings, chapter.heading)
end

-- Notes a place of a key here in the chapter, and gives what the writer needs for
-- it, or nil: pages tell places apart by their section, print by its own pages.
function terms.mark(book, chapter, key, main)
  local index, heading = book.index, chapter.heading
  if not index or not heading then return nil end
  local places = index.places[key] or {}
  index.places[key] = places
  local place
  for _, p in ipairs(places) do
    if p.heading.word == heading.word and p.heading.path == heading.path then place = p end
  end
  if place and book.writer.format ~= 'latex' and (place.main or not main) then return nil end
  index.made = index.made + 1
  if not place then
    place = {heading = heading}
    table.insert(places, place)
  end
  place.id, place.main = 'ix-' .. index.made, place.main or main
  return {id = place.id, key = key, main = main}
end

-- Adds to marks those who are named where a work is cited: three at most, else the
-- first.
function terms.cited(book, chapter, reference, marks)
  local people = reference and (reference.author or reference.editor) or {}
  for i, person in ipairs(people) do
    local name = person.family or person.literal
    if (i == 1 or #people <= 3) and name and name ~= 'others' then
      if person['non-dropping-particle'] then name = person['non-dropping-particle'] .. ' ' .. name end
      if person.given then name = name .. ', ' .. person.given end
      table.insert(marks, terms.mark(book, chapter, name, false))
    end
  end
end

-- Each question about an element costs a call of pandoc's: its type is asked once,
-- and kept while its paragraph is looked at.
local function asked_types()
  return setmetatable({}, {__index = function(types, x)
    types[x] = x.t
    return types[x]
  end})
end

local pieces = {Str = true, Code = true}
local blanks = {Space = true, SoftBreak = true}
local spans = {Emph = true, Strong = true, Quoted = true, Span = true}

local function is_open(x, kind)
  return spans[kind] and (kind ~= 'Span' or #x.classes == 0)
end

-- What a paragraph says, piece by piece: words and code in sentences. A zero
-- byte is what a key's words cannot span: a formula, a link, a reference.
local function flatten(inlines, types, said)
  for _, x in ipairs(inlines) do
    local kind = types[x]
    if pieces[kind] then
      table.insert(said.starts, said.length + 1)
      table.insert(said, straight(x.text):lower())
    elseif is_open(x, kind) then
      flatten(x.content, types, said)
      goto continue
    else
      table.insert(said, blanks[kind] and ' ' or '\0')
    end
    said.length = said.length + #said[#said]
    ::continue::
  end
  return said
end

-- Where words stand in it, as whole words; an s may follow.
local function find_words(all, words)
  local from = 1
  while true do
    local first, last = all:find(words, from, true)
    if not first then return nil end
    local ends = not all:find('^[%w_]', last + 1) or all:find('^s%f[^%w_]', last + 1)
    if ends and (first == 1 or not all:find('^[%w_]', first - 1)) then return first, last end
    from = first + 1
  end
end

-- The inlines again, with the marks around their words; or, where these reach into
-- other elements or other words, around the first of them.
local function with_marks(book, inlines, types, marks, count)
  local result, i = pandoc.Inlines{}, 1
  local function joins(j)
    return inlines[j + 1] and blanks[types[inlines[j]]] and pieces[types[inlines[j + 1]]]
  end
  while i <= #inlines do
    local x = inlines[i]
    local kind = types[x]
    if pieces[kind] then count.pieces = count.pieces + 1 end
    local here = pieces[kind] and marks[count.pieces]
    if here then
      local content = pandoc.Inlines{x}
      while count.pieces < here.last and not marks[count.pieces + 1] and joins(i + 1) do
        content:extend{inlines[i + 1], inlines[i + 2]}
        i, count.pieces = i + 2, count.pieces + 1
      end
      result:extend(book.writer.index_place(content, here))
    else
      if is_open(x, kind) then x.content = with_marks(book, x.content, types, marks, count) end
      result:insert(x)
    end
    i = i + 1
  end
  return result
end

local function piece_at(said, place)
  local piece = 1
  while said.starts[piece + 1] and said.starts[piece + 1] <= place do piece = piece + 1 end
  return piece
end

local function mark_block(book, chapter, block, keys)
  if #keys == 0 then return nil end
  local content, types = block.content, asked_types()
  local said = flatten(content, types, {starts = {}, length = 0})
  local all = table.concat(said)
  local marks, found = {}, false
  for i = #keys, 1, -1 do
    local first, last = find_words(all, keys[i].said)
    if first then
      local piece = piece_at(said, first)
      marks[piece] = marks[piece] or {}
      marks[piece].last = math.max(marks[piece].last or 0, piece_at(said, last))
      table.insert(marks[piece], terms.mark(book, chapter, keys[i].key, keys[i].main))
      table.remove(keys, i)
      found = true
    end
  end
  if not found then return nil end
  block.content = with_marks(book, content, types, marks, {pieces = 0})
  return block
end

-- Whether a block may say one of the keys: their words are there, quotation marks
-- apart, which pandoc adds. Most do not, and need not be taken apart.
local function may_say(block, keys)
  if #keys == 0 then return false end
  local said = unquoted(straight(pandoc.utils.stringify(block)):lower())
  for _, key in ipairs(keys) do
    if said:find(key.plain, 1, true) then return true end
  end
  return false
end

-- In a list of definitions a term is all that is said, or what stands between its
-- commas: "Conjugate gradients" is no gradient.
local function mark_term(book, chapter, term, keys)
  local said, own = ', ' .. straight(pandoc.utils.stringify(term)):lower() .. ',', {}
  for i = #keys, 1, -1 do
    if said:find(', ' .. keys[i].said .. ',', 1, true) then
      table.insert(own, 1, table.remove(keys, i))
    end
  end
  local marked = mark_block(book, chapter, {content = term}, own)
  return marked and marked.content or term
end

-- Marks a chapter, whose headings are known, at the places of its keys.
function terms.place(book, chapter)
  local sections = book.index and book.index.chapters[chapter.path]
  if not sections then return end
  local headings, titles = {[''] = true}, {}
  for i, h in ipairs(chapter.headings) do
    headings[h.title] = true
    if i > 1 then titles[#titles + 1] = h.title end
  end
  local current, keys, passed = nil, {}, 0
  local within = {traverse = 'topdown'}
  function within.Header(h)
    passed = passed + 1
    chapter.heading = chapter.headings[passed]
    current = sections[passed == 1 and '' or chapter.heading.title]
    keys = current and current.keys or {}
    return h, false
  end
  function within.Para(block)
    local marked = may_say(block, keys) and mark_block(book, chapter, block, keys)
    return marked or nil, false
  end
  within.Plain = within.Para
  function within.DefinitionList(list)
    local content = list.content
    for _, item in ipairs(content) do
      item[1] = mark_term(book, chapter, item[1], keys)
    end
    list.content = content
    return list
  end
  -- Most of a chapter is paragraphs, and to walk through all of it costs more.
  for i, block in ipairs(chapter.blocks) do
    if block.t == 'Para' or block.t == 'Header' then
      chapter.blocks[i] = within[block.t](block) or block
    elseif block.t ~= 'RawBlock' then
      chapter.blocks[i] = pandoc.Blocks{block}:walk(within)[1]
    end
  end
  for _, section in pairs(sections) do
    if not headings[section.heading] then
      report.error(FILE, section.line, 'heading ' .. section.heading .. ': ' .. chapter.path
                   .. ' has no such heading' .. text.nearest(section.heading, titles))
    else
      for _, key in ipairs(section.keys) do
        report.error(FILE, key.line, 'key ' .. key.key .. ': the text of this section does not say "'
                     .. key.words .. '"')
      end
    end
  end
end

-- The whole --------------------------------------------------------------------

-- By head, its entries below it: what the index says of each is places or sees.
local function heads_of(index)
  local heads = {}
  local function at(key)
    local head, rest = key:match('^(.-)!(.*)$')
    head = head or key
    heads[head] = heads[head] or {below = {}}
    if not rest then return heads[head] end
    heads[head].below[rest] = heads[head].below[rest] or {}
    return heads[head].below[rest]
  end
  for key, places in pairs(index.places) do at(key).places = places end
  for _, s in ipairs(index.sees) do
    local entry = at(s.from)
    entry.see = entry.see or s.to
  end
  return heads
end

-- Every see leads from a key without places to one with them.
function terms.check(book)
  if not book.index then return end
  local known = {}
  for key in pairs(book.index.places) do
    known[key], known[key:match('^[^!]*')] = true, true
  end
  for _, s in ipairs(book.index.sees) do
    if not known[s.to] then
      report.error(FILE, s.line, 'see ' .. s.to .. ': the index has no such key'
                   .. text.nearest(s.to, text.keys(known)))
    elseif known[s.from] then
      report.error(FILE, s.line, 'see ' .. s.to .. ': ' .. s.from .. ' has places of its own')
    end
  end
end

local function inlines_of(word)
  local content = pandoc.Inlines{}
  for i, piece in ipairs(terms.pieces(word)) do
    if i % 2 == 0 then
      content:insert(pandoc.Code(piece))
    elseif piece ~= '' then
      content:insert(pandoc.Str((piece:gsub("'", '\u{2019}'))))
    end
  end
  return content
end

local function entry_id(key)
  return 'entry-' .. terms.sort_key(key):gsub(' ', '-')
end

-- An entry has an id where another sends its reader to it.
local function entry_line(index, key, entry)
  local line, list = inlines_of(key:match('!(.*)$') or key), pandoc.Inlines{}
  for _, s in ipairs(index.sees) do
    if s.to == key then
      line = pandoc.Inlines{pandoc.Span(line, pandoc.Attr(entry_id(key), {'index'}))}
      break
    end
  end
  local places = entry.places or {}
  table.sort(places, function(a, b) return a.heading.order < b.heading.order end)
  for i, place in ipairs(places) do
    if i > 1 then list:extend{pandoc.Str(','), pandoc.Space()} end
    local link = pandoc.Link({pandoc.Str(place.heading.word)}, '#' .. place.id)
    list:insert(place.main and pandoc.Strong{link} or link)
  end
  if entry.see then
    list:extend{pandoc.Emph{pandoc.Str('see')}, pandoc.Space(),
                pandoc.Link(inlines_of((entry.see:gsub('!', ', '))), '#' .. entry_id(entry.see))}
  end
  if #list > 0 then
    line:extend{pandoc.Space(), pandoc.Span(list, pandoc.Attr('', {'places'}))}
  end
  return pandoc.Plain(line)
end

local function sorted(map)
  local keys = text.keys(map)
  table.sort(keys, ascending)
  return keys
end

-- The index of a format without pages of its own: lists, one a letter. Nil where
-- there is nothing to name.
function terms.blocks(book)
  if not book.index then return nil end
  local heads, groups = heads_of(book.index), {}
  for _, head in ipairs(sorted(heads)) do
    local letter, below = terms.sort_key(head):sub(1, 1), {}
    for i, rest in ipairs(sorted(heads[head].below)) do
      below[i] = {entry_line(book.index, head .. '!' .. rest, heads[head].below[rest])}
    end
    local item = {entry_line(book.index, head, heads[head])}
    if #below > 0 then item[2] = pandoc.BulletList(below) end
    if not groups[#groups] or groups[#groups].letter ~= letter then
      groups[#groups + 1] = {letter = letter, items = {}}
    end
    table.insert(groups[#groups].items, item)
  end
  if #groups == 0 then return nil end
  local letters, lists = pandoc.Inlines{}, pandoc.Blocks{}
  for i, group in ipairs(groups) do
    if i > 1 then letters:insert(pandoc.Space()) end
    letters:insert(pandoc.Link({pandoc.Str(group.letter:upper())}, '#index-' .. group.letter))
    lists:insert(pandoc.Div({pandoc.BulletList(group.items)},
                            pandoc.Attr('index-' .. group.letter, {'index-group'})))
  end
  return pandoc.Blocks{
    book.writer.index_heading(pandoc.Header(1, 'Index', pandoc.Attr('sec:index', {'unnumbered'}))),
    pandoc.Para{pandoc.Str('The numbers are those of chapters and sections; where one is bold, the thing is '
      .. 'explained there.')},
    pandoc.Div({pandoc.Plain(letters)}, pandoc.Attr('', {'index-letters'})),
    pandoc.Div(lists, pandoc.Attr('', {'index-lists'})),
  }
end

return terms
