-- The Markdown sources, and where in them a thing stands.
--
-- pandoc's Markdown reader keeps no positions. But it hands over elements in
-- the order of the text, so a cursor that moves through the text along with
-- the walk finds the line of each: the next place where its label, key or
-- formula is written. Blocks are counted along (see structure.lua), and at each
-- the cursor starts anew.

local structure = require 'structure'
local text = require 'strings'

local source = {}
source.__index = source

-- The dialect of the book. Figures are made by our own filter, and an image
-- that stands alone must look the same to every version of pandoc.
source.format = 'markdown-implicit_figures-raw_tex-native_divs-native_spans'

local function line_starts(content)
  local starts = {1}
  for at in content:gmatch('\n()') do starts[#starts + 1] = at end
  return starts
end

function source.open(path)
  local content = text.read(path)
  if not content then return nil end
  content = content:gsub('\r\n', '\n')
  return setmetatable({
    path = path,
    structure = structure.read(path, content),
    passed = {code = 0, div = 0, header = 0},
    section = 0, shown = {}, named = {}, captions = 0,
    stem = text.stem(path),
    text = content,
    starts = line_starts(content),
    cursor = 1,
    pinned = nil,
  }, source)
end

function source:line_at(offset)
  local low, high = 1, #self.starts
  while low < high do
    local middle = (low + high + 1) // 2
    if self.starts[middle] <= offset then low = middle else high = middle - 1 end
  end
  return low
end

-- A pattern for the needle in which a blank stands for a line break as well.
local function across_lines(needle)
  return (needle:gsub('%p', '%%%0'):gsub('%s+', '%%s+'))
end

-- Where needle stands next: its first and its last character, or nil.
function source:next_place(needle)
  local from, to = self.text:find(needle, self.cursor, true)
  if not from and needle:find('%s') then
    from, to = self.text:find(across_lines(needle), self.cursor)
  end
  return from, to
end

-- The line where needle comes next. One that is not found there is looked for
-- from the top and leaves the cursor alone.
function source:locate(needle)
  if self.pinned then return self.pinned end
  local from, to = self:next_place(needle)
  if from then
    self.cursor = to + 1
    return self:line_at(from)
  end
  from = self.text:find(needle, 1, true) or self.text:find(across_lines(needle))
  return from and self:line_at(from) or nil
end

-- The same, without going there: for the end of what begins before it.
function source:find(needle)
  return self:aside(self.locate, self, needle)
end

-- The line where the next block of a kind begins, code, div or header, for
-- which `is_it` holds; what is looked for afterwards stands below.
function source:block(kind, is_it)
  if self.pinned then return self.pinned end
  local list = self.structure.blocks[kind]
  for i = self.passed[kind] + 1, #list do
    if is_it(list[i]) then
      self.passed[kind] = i
      self.cursor = self.starts[list[i].line]
      return list[i].line
    end
  end
  return nil
end

-- Text refers to a label, here; captions do not count.
function source:names(label)
  if self.captions > 0 or self.pinned then return end
  self.named[self.section] = self.named[self.section] or {}
  self.named[self.section][label] = true
end

-- The text of this section, from one heading of the second level to the next,
-- must refer to this label somewhere.
function source:must_name(label, line)
  table.insert(self.shown, {label = label, line = line, section = self.section})
end

-- Those that it does not refer to, as {label, line}.
function source:unnamed()
  local list = {}
  for _, s in ipairs(self.shown) do
    if not (self.named[s.section] or {})[s.label] then list[#list + 1] = s end
  end
  return list
end

-- Runs f on a caption.
function source:in_caption(f, ...)
  self.captions = self.captions + 1
  local result = f(...)
  self.captions = self.captions - 1
  return result
end

-- Runs f while every position is line: the parts of an attribute, whose own
-- text is written where the element's is.
function source:pin(line, f, ...)
  local before = self.pinned
  self.pinned = line
  local result = f(...)
  self.pinned = before
  return result
end

-- Runs f and puts the cursor back: a footnote's text stands elsewhere.
function source:aside(f, ...)
  local before = self.cursor
  local result = f(...)
  self.cursor = before
  return result
end

return source
