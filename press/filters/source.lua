-- The Markdown sources, and where in them a thing stands.
--
-- pandoc's Markdown reader keeps no positions. But it hands over elements in
-- the order of the text, so a cursor that moves through the text along with
-- the walk finds the line of each: the next place where its label, key or
-- formula is written.

local text = require 'strings'

local source = {}
source.__index = source

-- The dialect of the book. Figures are made by our own filter, and an image
-- that stands alone must look the same to every version of pandoc.
source.format = 'markdown-implicit_figures-raw_tex'

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

-- The line where needle comes next. One that is not found there is looked for
-- from the top and leaves the cursor alone.
function source:locate(needle)
  if self.pinned then return self.pinned end
  local from, to = self.text:find(needle, self.cursor, true)
  if not from and needle:find('%s') then
    from, to = self.text:find(across_lines(needle), self.cursor)
  end
  if from then
    self.cursor = to + 1
    return self:line_at(from)
  end
  from = self.text:find(needle, 1, true) or self.text:find(across_lines(needle))
  return from and self:line_at(from) or nil
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
