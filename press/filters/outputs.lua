-- What a program printed: one section of its report.
--
--   ``` {.output program=02-basic-descent section=cubic lines=1-9}
--
-- References call it by the section, @out:cubic. Where two have the same, this
-- means the one in the same chapter, or one gets a label of its own,
-- {.output section=cubic #out:cubic-again}.

local experiments = require 'experiments'
local numbering = require 'numbering'
local report = require 'report'
local text = require 'strings'

local outputs = {}

local reports = {}

-- A section begins with an unindented line "name: what it is".
local function load(book, program)
  if reports[program] ~= nil then return reports[program] end
  reports[program] = false
  local content = text.read(book.build .. '/output/' .. program .. '.txt')
  if not content then return false end
  local sections, names, lines = {}, {}, nil
  for _, line in ipairs(text.lines(content)) do
    if line:find('^[^%s]') then
      local name = line:match('^([%l%d-]+):')
      lines = {}
      if name and not sections[name] then
        sections[name] = lines
        names[#names + 1] = name
      end
    end
    if lines then lines[#lines + 1] = line end
  end
  for _, section in pairs(sections) do
    while section[#section]:find('^%s*$') do section[#section] = nil end
  end
  reports[program] = {sections = sections, names = names}
  return reports[program]
end

local function programs(book)
  local names = {}
  for _, path in ipairs(text.command('ls ' .. text.quote(book.build .. '/output') .. ' 2>/dev/null')) do
    if path:find('%.txt$') then names[#names + 1] = text.stem(path) end
  end
  return names
end

-- The label of an output: the given one, or by its section one that is free,
-- noted under the section's name.
local function label_of(book, chapter, given, section, line)
  if given ~= '' then return given end
  local name = 'out:' .. section
  local called = book.outputs[name] or {}
  book.outputs[name] = called
  local label, n = name, 1
  while book.labels[label] do
    n = n + 1
    label = name .. '-' .. n
  end
  called[#called + 1] = {label = label, file = chapter.path, line = line}
  return label
end

-- Which output a reference in a file means by a section's name, unless somebody
-- gave another this name for a label; nil and the places of all that are called
-- so where it may be several.
function outputs.meant(book, name, file)
  local called, own, given = book.outputs[name], {}, book.labels[name] ~= nil
  for _, o in ipairs(called) do
    if o.file == file then own[#own + 1] = o end
    if o.label == name then given = false end
  end
  if given then return name end
  local one = #own == 1 and own[1] or #called == 1 and called[1]
  if one then return one.label end
  local places = {}
  for i, o in ipairs(called) do places[i] = o.file .. ':' .. (o.line or '?') end
  return nil, places
end

function outputs.expand(book, chapter, block, line)
  local program = block.attributes.program or chapter.stem
  local section = block.attributes.section
  local function wrong(message)
    report.error(chapter.path, line, message)
    return {}
  end
  local r = load(book, program)
  if not r then
    return wrong('program ' .. program .. ': ' .. book.build .. '/output/ has no report of it'
                 .. text.nearest(program, programs(book)))
  end
  if not section then
    return wrong('output of ' .. program .. ': section= is missing'
                 .. text.nearest('', r.names))
  end
  local lines = r.sections[section]
  if not lines then
    return wrong('section ' .. section .. ': ' .. program .. '.txt has no such section'
                 .. text.nearest(section, r.names))
  end
  experiments.shows_output(chapter, program, section, line)
  local from, to = 1, #lines
  if block.attributes.lines then
    from, to = block.attributes.lines:match('^(%d+)-(%d+)$')
    from, to = tonumber(from), tonumber(to)
    if not from or from < 1 or to < from or to > #lines then
      return wrong('section ' .. section .. ': lines=' .. block.attributes.lines
                   .. ' is not within its 1-' .. #lines)
    end
  end
  local label = label_of(book, chapter, block.identifier, section, line)
  return book.writer.output{
    label = label, number = numbering.count(book, chapter, 'out', label, line),
    program = program, section = section, whole = not block.attributes.lines,
    text = table.concat(lines, '\n', from, to),
  }
end

return outputs
