-- Tables: rows of a data block, each column with its format.
--
--   ``` {.table program=… block=two-variables rows=0,1,15-18 columns=t,x,f
--        headers="$t$,$x$,$f(x, y)$" format="%d,%.4f,%.2e" #tbl:two caption="…"}
--
-- Rows are counted from 0; a row of dots stands where some are left out.

local data = require 'data'
local experiments = require 'experiments'
local numbering = require 'numbering'
local report = require 'report'
local text = require 'strings'
local values = require 'values'

local tables = {}

-- At the commas that are not within $…$, {…} or (…).
local function split_headers(s)
  local parts, part, depth, maths = {}, '', 0, false
  for c in s:gmatch(utf8.charpattern) do
    if c == '$' then maths = not maths end
    if c == '(' or c == '{' then depth = depth + 1 end
    if c == ')' or c == '}' then depth = depth - 1 end
    if c == ',' and not maths and depth <= 0 then
      parts[#parts + 1] = text.trim(part)
      part = ''
    else
      part = part .. c
    end
  end
  parts[#parts + 1] = text.trim(part)
  return parts
end

-- "0,1,15-18" as a list of numbers, or nil and the part that is wrong.
local function row_numbers(spec, count)
  local list = {}
  if spec == 'all' then
    for i = 0, count - 1 do list[#list + 1] = i end
    return list
  end
  for _, part in ipairs(text.split(spec, ',')) do
    part = text.trim(part)
    local from, to = part:match('^(%d+)%-(%d+)$')
    from, to = tonumber(from or part:match('^%d+$')), tonumber(to or part:match('^%d+$'))
    if not from or from > to or to >= count then return nil, part end
    for i = from, to do list[#list + 1] = i end
  end
  return list
end

-- Numbers with different counts of decimals are filled up to a common width,
-- so that the points stand below one another.
local function align(cells)
  local widest = 0
  for _, c in ipairs(cells) do
    if c.number and c.number.exponent ~= '' then return end
    local decimals = c.number and c.number.digits:match('%.(%d+)$')
    c.decimals = decimals and #decimals or 0
    widest = math.max(widest, c.decimals)
  end
  if widest == 0 then return end
  for _, c in ipairs(cells) do
    if c.number then
      c.fill = (c.decimals == 0 and '.' or '') .. ('0'):rep(widest - c.decimals)
    end
  end
end

function tables.expand(book, chapter, block, line)
  local a = block.attributes
  local program = a.program or chapter.stem
  local name = a.block or ''
  local number = numbering.count(book, chapter, 'tbl', block.identifier, line)
  local failed = false
  local function wrong(message)
    report.error(chapter.path, line, 'table ' .. name .. ': ' .. message)
    failed = true
  end
  if text.trim(a.caption or '') == '' then wrong('it has no caption="…"') end
  local d, why = data.load(book, program)
  if not d then
    wrong(why)
    return {}
  end
  local source = data.block(d, name)
  if not source then
    wrong(d.file .. ' has no such block' .. text.nearest(name, d.names))
    return {}
  end
  experiments.reads(book, chapter, program, 'block', name, 'table', line)
  local columns = a.columns and text.split(a.columns:gsub('%s', ''), ',') or source.columns
  local headers = a.headers and split_headers(a.headers) or columns
  local formats = text.split((a.format or '%.4g'):gsub('%s', ''), ',')
  if #headers ~= #columns then
    wrong('headers= names ' .. #headers .. ' and columns= ' .. #columns)
  end
  if #formats ~= 1 and #formats ~= #columns then
    wrong('format= has ' .. #formats .. ' parts and columns= ' .. #columns)
  end
  local rows, part = row_numbers(a.rows or 'all', #source.rows)
  if not rows then
    wrong('rows=' .. a.rows .. ': ' .. part .. ' is not among its rows 0 to ' .. #source.rows - 1)
  end
  local at = {}
  for i, c in ipairs(source.columns) do at[c] = i end
  for _, c in ipairs(columns) do
    if not at[c] then
      wrong('column ' .. c .. ': the block has no such column' .. text.nearest(c, source.columns))
    end
  end
  if failed then return {} end

  local cells = {}
  for j, column in ipairs(columns) do
    cells[j] = {}
    for i, r in ipairs(rows) do
      local raw = source.rows[r + 1][at[column]]
      local format = formats[#formats == 1 and 1 or j]
      if format == '%s' then
        cells[j][i] = {word = raw}
      else
        local n, problem = values.format(raw, format)
        if not n then
          wrong('row ' .. r .. ', column ' .. column .. ' ' .. problem)
          return {}
        end
        cells[j][i] = {number = n}
      end
    end
    align(cells[j])
  end

  local titles = {}
  for j, header in ipairs(headers) do
    titles[j] = chapter:inlines(header, line)
  end
  return book.writer.table{
    label = block.identifier,
    number = number,
    caption = chapter:inlines(a.caption, line),
    titles = titles, headers = headers, rows = rows, cells = cells,
  }
end

-- A table typed in Markdown, whose caption may end with its label.
function tables.typed(book, chapter, t, line)
  local long = t.caption.long
  local label = ''
  local last = long[#long]
  if last then
    local content = last.content
    local found = content[#content] and content[#content].t == 'Str'
                  and content[#content].text:match('^{#(tbl:[^}%s]+)}$')
    if found then
      label = found
      content:remove(#content)
      if #content > 0 and content[#content].t == 'Space' then content:remove(#content) end
      last.content = content
    end
  end
  local caption = last and chapter:walk_inlines(last.content) or pandoc.Inlines{}
  t.caption = {long = {}, short = nil}
  return book.writer.typed_table{
    label = label, number = numbering.count(book, chapter, 'tbl', label, line),
    caption = caption, table = chapter:walk_children(t),
  }
end

return tables
