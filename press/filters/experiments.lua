-- The experiments of the chapters' programs, held against the text: they
-- stand in its order, each is shown, and what they write is read.
--
-- A program's build/knobs/NN-name.tsv lists its experiments, its data file
-- says whose each block and value is, and figures/NN-name/index.tsv what each
-- figure read. As the text is walked, what it shows is noted here; at the end
-- of the walk the two are compared.

local data = require 'data'
local report = require 'report'
local text = require 'strings'

local experiments = {}

-- Of each program: the things read, the first place of each experiment by
-- kind, and a counter that orders them.
local programs, clock = {}, 0

local function of(program)
  programs[program] = programs[program] or {sections = {}, block = {}, value = {}, first = {}}
  return programs[program]
end

-- The order of the kinds by which an experiment's place is found.
local kinds = {'output', 'figure', 'table', 'sentence'}

local function place(p, owner, kind, chapter, program, line)
  if not owner then return end
  p.first[owner] = p.first[owner] or {}
  local known = p.first[owner][kind]
  -- In other chapters, and in the opening, a thing is shown but has no place.
  local counts = chapter.stem == program and not (kind == 'figure' and not chapter.opened)
  if known and (known.counts or not counts) then return end
  clock = clock + 1
  p.first[owner][kind] = {counts = counts, time = clock, where = chapter.path .. ':' .. (line or '?')}
end

-- `program`'s report is shown, this section of it.
function experiments.shows_output(chapter, program, section, line)
  place(of(program), section, 'output', chapter, program, line)
end

-- A block or a value is read by a 'figure', a 'table' or a 'sentence'.
function experiments.reads(book, chapter, program, what, name, kind, line)
  local p = of(program)
  p[what][name] = true
  local d = data.load(book, program)
  if not d then return end
  place(p, (what == 'block' and d.owner or d.value_owner)[name], kind, chapter, program, line)
end

local indexes = {}

-- The rows of figures/NN-name/index.tsv by the figure's name, each its cells
-- by column.
function experiments.drawn(book, program)
  if indexes[program] then return indexes[program] end
  local index = {}
  indexes[program] = index
  local rows = text.lines(text.read(book.build .. '/figures/' .. program .. '/index.tsv') or '')
  local columns = text.split(rows[1] or '', '\t')
  for i = 2, #rows do
    local row = {}
    for j, cell in ipairs(text.split(rows[i], '\t')) do row[columns[j] or j] = cell end
    index[row.name] = row
  end
  return index
end

-- What a figure read: {block = …, value = …}.
local function figure_reads(book, program, name)
  local row = experiments.drawn(book, program)[name] or {}
  local function list(column)
    local words = {}
    for word in (row[column] or ''):gmatch('[^%s]+') do
      if word ~= '-' then words[#words + 1] = word end
    end
    return words
  end
  return {block = list('blocks'), value = list('values')}
end

-- Whether a figure needs any data at all.
function experiments.draws_from(book, program, name)
  local reads = figure_reads(book, program, name)
  return #reads.block + #reads.value > 0
end

function experiments.shows_figure(book, chapter, program, name, line)
  local reads = figure_reads(book, program, name)
  for _, what in ipairs{'block', 'value'} do
    for _, key in ipairs(reads[what]) do
      experiments.reads(book, chapter, program, what, key, 'figure', line)
    end
  end
end

-- The names of a program's experiments in the order of its table, and its
-- knobs by their full names, which are keys of values; nil where it has no list.
function experiments.listed(book, program)
  local content = text.read(book.build .. '/knobs/' .. program .. '.tsv')
  if not content then return nil end
  local names, seen, knobs = {}, {}, {}
  for i, line in ipairs(text.lines(content)) do
    local cells = text.split(line, '\t')
    if i > 1 and cells[1] ~= '' then
      if not seen[cells[1]] then names[#names + 1] = cells[1] end
      seen[cells[1]] = true
      if cells[2] ~= '' then
        local full = cells[1] .. '.' .. cells[2]
        knobs[full] = {
          full = full, experiment = cells[1], name = cells[2], book = cells[3],
          low = tonumber(cells[4]), high = tonumber(cells[5]), scale = cells[6], meaning = cells[7],
        }
      end
    end
  end
  return names, knobs
end

-- Keys of values that are promised to other readers of the data files:
-- press/promised.tsv, patterns of Lua.
local function promised(book, program)
  local patterns = {}
  for i, line in ipairs(text.lines(text.read(book.press .. '/promised.tsv') or '')) do
    local cells = text.split(line, '\t')
    if i > 1 and cells[1] == program then patterns[#patterns + 1] = '^' .. cells[2] .. '$' end
  end
  return patterns
end

local function any(patterns, key)
  for _, pattern in ipairs(patterns) do
    if key:find(pattern) then return true end
  end
  return false
end

-- The line of the program where a name stands in quotes.
local function line_of(path, name)
  for i, line in ipairs(text.lines(text.read(path) or '')) do
    if line:find('"' .. name .. '"', 1, true) then return i end
  end
end

-- The line of its row in the table of experiments, with which a program ends.
local function row_of(path, name)
  local row, found = '{"' .. name .. '",', nil
  for i, line in ipairs(text.lines(text.read(path) or '')) do
    if line:match('^%s*(.*)'):sub(1, #row) == row then found = i end
  end
  return found
end

local function check_read(book, program, path, knobs)
  local p, d = of(program), data.load(book, program)
  if not d then return end
  for _, name in ipairs(d.names) do
    if name ~= 'values' and not p.block[name] then
      report.error(path, line_of(path, name), 'block ' .. name
        .. ': no figure, table or sentence reads it')
    end
  end
  local patterns = promised(book, program)
  for _, key in ipairs(d.keys) do
    if not p.value[key] and not knobs[key] and not any(patterns, key) then
      report.error(path, line_of(path, key), 'value ' .. key
        .. ': no sentence or figure reads it')
    end
  end
end

local function first_place(places)
  for _, kind in ipairs(kinds) do
    if places[kind] and places[kind].counts then return places[kind] end
  end
end

local function check_order(program, path, names)
  local p, before, before_name = of(program), nil, nil
  for _, name in ipairs(names) do
    if not p.first[name] then
      report.error(path, row_of(path, name), 'experiment ' .. name
        .. ': nothing of it is shown, neither output nor figure, table or sentence')
    else
      local here = first_place(p.first[name])
      if here and before and here.time < before.time then
        report.error(path, row_of(path, name), 'experiment ' .. name
          .. ': the text shows it (' .. here.where
          .. ') before ' .. before_name .. ' (' .. before.where .. '), the table after it')
      end
      if here then before, before_name = here, name end
    end
  end
end

function experiments.check(book, stems)
  for _, stem in ipairs(stems) do
    local names, knobs = experiments.listed(book, stem)
    local path = 'code/' .. stem .. '.c'
    if not names and text.size(book.build .. '/data/' .. stem .. '.tsv') then
      report.error(path, nil, 'there is no list of its experiments, '
        .. book.build .. '/knobs/' .. stem .. '.tsv')
    elseif names then
      check_order(stem, path, names)
      check_read(book, stem, path, knobs)
    end
  end
end

return experiments
