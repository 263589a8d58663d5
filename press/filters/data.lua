-- The data files that the programs write: named blocks of tab-separated rows.

local text = require 'strings'

local data = {}

local files = {}

-- Where each block's text stands. Grids are large and the book quotes few of
-- their rows, so a block is taken apart only when it is asked for.
local function parse(content)
  local d = {names = {}, texts = {}, owner = {}, whole = content:sub(-16):find('\n# end%s*$') ~= nil}
  local mark, said = '\n# block: ', '\n# experiment: '
  content = '\n' .. content
  local at = content:find(mark, 1, true)
  -- Whose the next block is, a line says between it and the one before.
  local owner, told = nil, content:find(said, 1, true)
  while at do
    while told and told < at do
      owner = content:match('^(%S+)', told + #said)
      told = content:find(said, told + 1, true)
    end
    local name, body = content:match('^(%S+)[^\n]*\n()', at + #mark)
    at = content:find(mark, at + 1, true)
    if name then
      d.names[#d.names + 1] = name
      d.texts[name] = content:sub(body, (at or 0) - 1)
      d.owner[name] = owner
    end
  end
  return d
end

-- A block of the data: its columns, and its rows as lists of cells.
function data.block(d, name)
  local content = d.texts[name]
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
  local content = text.read(path)
  if not content then
    known.why = 'there is no ' .. path
    return nil, known.why
  end
  local d = parse(content)
  if not d.whole then
    known.why = path .. ' is cut off: its last line is not "# end"'
    return nil, known.why
  end
  d.file, d.values, d.keys = file, {}, {}
  d.value_owner = value_owners(d.texts.values)
  local values = data.block(d, 'values')
  for _, row in ipairs(values and values.rows or {}) do
    d.values[row[1]] = row[2]
    d.keys[#d.keys + 1] = row[1]
  end
  known.data = d
  return d
end

return data
