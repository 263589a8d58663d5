-- The data files that the programs write: named blocks of tab-separated rows.

local text = require 'strings'

local data = {}

local files = {}

-- Where each block's text stands. Grids are large and the book quotes few of
-- their rows: grep looks for the lines between blocks, and a block is read only
-- when it is asked for.
local function parse(path, size)
  local d = {path = path, names = {}, places = {}, owner = {}, whole = false}
  -- Whose the next block is, a line says between it and the one before.
  local last, owner
  for _, line in ipairs(text.command("LC_ALL=C grep -ab '^# [be]' " .. text.quote(path))) do
    local at, what, name = line:match('^(%d+):# (%l+):? ?(%S*)')
    if what == 'experiment' then
      owner = name
    elseif what == 'block' or what == 'end' then
      if last then last.to = tonumber(at) end
      last = what == 'block' and {from = at + #line - #at, to = size} or nil
      if last then
        d.names[#d.names + 1], d.places[name], d.owner[name] = name, last, owner
      else
        d.whole = size - at <= #'# end\n'
      end
    end
  end
  return d
end

local function text_of(d, name)
  local place = d.places[name]
  local file = place and io.open(d.path, 'rb')
  if not file then return nil end
  file:seek('set', place.from)
  local content = file:read(place.to - place.from)
  file:close()
  return content
end

-- A block of the data: its columns, and its rows as lists of cells.
function data.block(d, name)
  local content = text_of(d, name)
  if not content then return nil end
  local block = {rows = {}}
  for line in content:gmatch('[^\n]+') do
    if line:sub(1, 1) ~= '#' then
      local cells = text.split(line, '\t')
      if block.columns then
        block.rows[#block.rows + 1] = cells
      else
        block.columns = cells
      end
    end
  end
  return block
end

-- Whose the values are: a line says it before the first of each experiment.
local function value_owners(content)
  local owners, owner = {}, nil
  for line in (content or ''):gmatch('[^\n]+') do
    owner = line:match('^# experiment: (%S+)') or owner
    local key = line:match('^([^#\t][^\t]*)\t')
    if key then owners[key] = owner end
  end
  return owners
end

-- The data of a program: {file, names, values, keys} and the experiments that
-- own the blocks (owner) and the values (value_owner), or nil and a sentence.
function data.load(book, program)
  local known = files[program]
  if known then return known.data, known.why end
  known = {}
  files[program] = known
  local file = program .. '.tsv'
  local path = book.build .. '/data/' .. file
  local size = text.size(path)
  if not size then
    known.why = 'there is no ' .. path
    return nil, known.why
  end
  local d = parse(path, size)
  if not d.whole then
    known.why = path .. ' is cut off: its last line is not "# end"'
    return nil, known.why
  end
  d.file, d.values, d.keys = file, {}, {}
  d.value_owner = value_owners(text_of(d, 'values'))
  local values = data.block(d, 'values')
  for _, row in ipairs(values and values.rows or {}) do
    d.values[row[1]] = row[2]
    d.keys[#d.keys + 1] = row[1]
  end
  known.data = d
  return d
end

return data
