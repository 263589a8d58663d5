-- Listings: code cut from the files that were compiled.
--
--   ``` {.c file=code/gd/descent.c region=loop #lst:loop caption="The loop"}
--
-- A region stands in the source between the lines /* region NAME */ and
-- /* end NAME */. Regions may nest; their marker lines are never shown, and
-- the others keep the numbers that they have in the file.

local definitions = require 'definitions'
local numbering = require 'numbering'
local report = require 'report'
local terms = require 'terms'
local text = require 'strings'

local listings = {}

local WIDEST = 80

local files = {}
local used = {}

-- The file, its lines, and where its regions begin and end.
local function open(path)
  if files[path] ~= nil then return files[path] end
  files[path] = false
  local content = text.read(path)
  if not content then return false end
  local f = {path = path, lines = text.lines(content), marker = {}, regions = {}, names = {}}
  for i, line in ipairs(f.lines) do
    local kind, name = line:match('^%s*/%* (%l+) ([%w_.-]+) %*/%s*$')
    local region = name and f.regions[name]
    if kind == 'region' then
      f.marker[i] = true
      if region then
        report.error(path, i, 'region ' .. name .. ': line ' .. region.from - 1
                     .. ' has begun it already')
      else
        f.regions[name] = {from = i + 1}
        f.names[#f.names + 1] = name
      end
    elseif kind == 'end' and (region or not name:find('^of')) then
      f.marker[i] = true
      if not region or region.to then
        report.error(path, i, 'region ' .. name .. ': it ends here and has not begun')
      else
        region.to = i - 1
      end
    end
  end
  for _, name in ipairs(f.names) do
    if not f.regions[name].to then
      report.error(path, f.regions[name].from - 1, 'region ' .. name .. ': it never ends')
      f.regions[name].to = #f.lines
    end
  end
  files[path] = f
  return f
end

local function blank(line)
  return line:find('^%s*$') ~= nil
end

-- The lines of a range as {number, text}: no markers, no blank lines at the
-- ends, the common indentation taken off.
local function cut(f, from, to)
  local lines = {}
  for i = from, to do
    if not f.marker[i] then lines[#lines + 1] = {i, f.lines[i]} end
  end
  while #lines > 0 and blank(lines[1][2]) do table.remove(lines, 1) end
  while #lines > 0 and blank(lines[#lines][2]) do table.remove(lines) end
  local indent
  for _, line in ipairs(lines) do
    if not blank(line[2]) then
      local spaces = #line[2]:match('^ *')
      indent = math.min(indent or spaces, spaces)
    end
  end
  for _, line in ipairs(lines) do
    line[2] = line[2]:sub((indent or 0) + 1)
  end
  return lines
end

local function length(s)
  return utf8.len(s) or #s
end

-- By line, the marks of the index for what is defined there. What an exercise
-- defines for itself nobody looks up.
local function defined(book, chapter, f, lines)
  local shown, marks = {}, {}
  if f.path:find('^code/exercises/') then return marks end
  for i, l in ipairs(lines) do shown[l[1]] = i end
  for _, d in ipairs(definitions.of(f.path)) do
    local at = shown[d.line]
    if at then
      marks[at] = marks[at] or {}
      table.insert(marks[at], terms.mark(book, chapter, '`' .. d.name .. '`', true))
    end
  end
  return marks
end

-- A listing from its code block.
function listings.expand(book, chapter, block, line)
  local path, name = block.attributes.file, block.attributes.region
  local number = numbering.count(book, chapter, 'lst', block.identifier, line)
  if block.identifier ~= '' and text.trim(block.attributes.caption or '') == '' then
    report.error(chapter.path, line, 'listing ' .. block.identifier .. ': it has no caption="…"')
  end
  local f = open(path)
  if not f then
    report.error(chapter.path, line, 'listing: there is no ' .. path)
    return {}
  end
  local region = {from = 1, to = #f.lines}
  if name then
    region = f.regions[name]
    if not region then
      report.error(chapter.path, line, 'region ' .. name .. ': ' .. path
                   .. ' has no such region' .. text.nearest(name, f.names))
      return {}
    end
    used[path .. '\0' .. name] = true
  end
  local lines = cut(f, region.from, region.to)
  if #lines == 0 then
    report.error(chapter.path, line, 'region ' .. (name or 'of the whole file') .. ': '
                 .. path .. ' has nothing in it')
    return {}
  end
  for _, l in ipairs(lines) do
    if length(f.lines[l[1]]) > WIDEST then
      report.error(path, l[1], 'region ' .. (name or '(whole file)') .. ': this line has '
                   .. length(f.lines[l[1]]) .. ' columns, and a listing holds ' .. WIDEST)
    end
  end
  return book.writer.listing{
    label = block.identifier,
    number = number,
    class = block.classes[1] or 'c',
    file = path, first = lines[1][1], last = lines[#lines][1],
    lines = lines, marks = defined(book, chapter, f, lines),
    caption = chapter:inlines(block.attributes.caption, line),
  }
end

-- Every C source of the book.
function listings.sources()
  local found = text.command([[find code figures -name '*.[ch]' 2>/dev/null | LC_ALL=C sort]])
  local paths = {}
  for _, path in ipairs(found) do
    if path ~= '' then paths[#paths + 1] = path end
  end
  return paths
end

-- A region that no listing shows is an error: it was meant to be read.
function listings.check_all_used()
  for _, path in ipairs(listings.sources()) do
    local f = open(path)
    for _, name in ipairs(f and f.names or {}) do
      if not used[path .. '\0' .. name] then
        report.error(path, f.regions[name].from - 1, 'region ' .. name .. ': no listing shows it')
      end
    end
  end
end

return listings
