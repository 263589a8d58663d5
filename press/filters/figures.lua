-- Figures: ![Caption](beale-path){#fig:beale-path alt="…"}
--
-- The name is that of a file that the chapter's drawing program wrote; one
-- of another chapter's is written 02-basic-descent/beale-path. A figure whose
-- knobs a reader may turn has more attributes: see live.lua.

local described = require 'described'
local experiments = require 'experiments'
local live = require 'live'
local markup = require 'markup'
local numbering = require 'numbering'
local report = require 'report'
local text = require 'strings'
local values = require 'values'

local figures = {}

-- The width and height that an SVG says it has, in points.
local function size(svg)
  local head = svg:match('<svg.->') or ''
  local function measure(name)
    local n, unit = head:match('%s' .. name .. '="([%d.]+)(%a*)"')
    n = tonumber(n)
    if n and (unit == 'px' or unit == '') then n = n * 0.75 end
    return n
  end
  return measure('width'), measure('height')
end

-- The size of its layout for telephones in points, or nil where it has none.
local function narrow(book, directory, name)
  local row = experiments.drawn(book, directory)[name] or {}
  local width, height = tonumber(row.narrow_width), tonumber(row.narrow_height)
  return width and height and {width = width, height = height, printed = row.paper == 'narrow'}
end

local function drawn(directory)
  local names = {}
  for _, file in ipairs(text.command('ls ' .. text.quote(directory) .. ' 2>/dev/null')) do
    if file:find('%.svg$') then names[#names + 1] = text.stem(file) end
  end
  return names
end

-- Of each drawing program, by figure the function that draws it, and by function
-- the line where it begins; false where there is no source.
local programs = {}

-- The table of figures has three measures after the name, and then the function.
local function program_of(path)
  if programs[path] ~= nil then return programs[path] end
  local source = text.read(path)
  if not source then
    programs[path] = false
    return false
  end
  local p = {draws = {}, begins = {}}
  for name, draw in source:gmatch('{"([^"]*)"' .. (',%s*[%w_.]+'):rep(3)
      .. ',%s*([%a_][%w_]*)%s*}') do
    p.draws[name] = p.draws[name] or draw
  end
  local line, from = 1, 1
  for at, draw in source:gmatch('\n()static void%s+([%a_][%w_]*)%s*%b()%s*{') do
    line = line + select(2, source:sub(from, at - 1):gsub('\n', ''))
    from, p.begins[draw] = at, line
  end
  programs[path] = p
  return p
end

-- The source that draws a figure and the line where its function begins; or nil
-- and what is wrong.
local function drawn_by(directory, name)
  local path = 'figures/' .. directory .. '.c'
  local program = program_of(path)
  if not program then return nil, 'there is no ' .. path end
  local draw = program.draws[name]
  if not draw then return nil, path .. ' has no row {"' .. name .. '", …} that ends with a function' end
  local line = program.begins[draw]
  if not line then return nil, path .. ': there is no static void ' .. draw .. '(…)' end
  return {path = path, line = line}
end

-- What it was drawn from, as the site has it (press/html/extract): where it lies
-- and its bytes; nil where it needs nothing.
local function drawn_from(book, directory, name)
  local own = directory .. '/' .. name .. '.tsv.gz'
  local bytes = text.size(book.build .. '/extracts/' .. own)
  return bytes and {site = 'data/' .. own, size = bytes}
end

-- Where a reader of the site finds the source and the data of a figure.
function figures.origin(book, directory, name)
  local origin, why = drawn_by(directory, name)
  if not origin then return nil, why end
  origin.data = drawn_from(book, directory, name)
  if not origin.data and experiments.draws_from(book, directory, name) then
    return nil, 'there is no ' .. book.build .. '/extracts/' .. directory .. '/' .. name .. '.tsv.gz'
  end
  return origin
end

-- What is known of a drawn figure, or nil and what is wrong.
function figures.find(book, directory, name)
  local folder = book.build .. '/figures/' .. directory
  local path = folder .. '/' .. name
  local svg = text.read(path .. '.svg')
  if not svg then
    return nil, folder .. '/ has no such figure' .. text.nearest(name, drawn(folder))
  end
  local small = narrow(book, directory, name)
  for _, other in ipairs{'.pdf', small and '.narrow.svg'} do
    if not text.size(path .. other) then return nil, 'there is no ' .. path .. other end
  end
  local width, height = size(svg)
  if not width or not height then
    return nil, path .. '.svg does not say its width and height'
  end
  return {
    path = path, site = 'figures/' .. directory .. '/' .. name, width = width, height = height,
    narrow = small,
  }
end

function figures.expand(book, chapter, image, line)
  local name = image.src
  local function wrong(message)
    report.error(chapter.path, line, 'figure ' .. name .. ': ' .. message)
  end
  if not image.identifier:find('^fig:') then
    wrong('it has no label {#fig:…}')
    return {}
  end
  local number = numbering.count(book, chapter, 'fig', image.identifier, line)
  if #image.caption == 0 then wrong('it has no caption') end
  markup.refuse_note(chapter, image.caption, line)
  local caption = chapter:in_caption(chapter.walk_inlines, chapter, image.caption)
  chapter:locate('](' .. name)
  chapter:must_name(image.identifier, line)
  local alt = image.attributes.alt
  if not alt then
    wrong('it has no alt="…"')
  elseif text.trim(alt) == '' then
    wrong('its alt is empty')
  end
  local directory, own = name:match('^(.*)/([^/]*)$')
  directory = directory or chapter.stem
  own = own or name
  local file, why = figures.find(book, directory, own)
  if not file then
    wrong(why)
  else
    experiments.shows_figure(book, chapter, directory, own, line)
  end
  local origin
  if file and book.writer.site then
    origin, why = figures.origin(book, directory, own)
    if not origin then wrong(why) end
  end
  local turned = live.read(book, image.attributes, directory, own, wrong)
  for _, view in ipairs(turned and turned.views or {}) do
    experiments.shows_figure(book, chapter, directory, view.name, line)
  end
  if turned and book.writer.live then
    local ready
    ready, why = live.compiled(book, directory)
    if not ready then wrong(why) end
  end
  if not file or not alt then return {} end
  local figure = {
    label = image.identifier, number = number, caption = caption, name = own,
    alt = values.in_alt(book, chapter, alt, line),
    file = file, live = turned, origin = origin,
  }
  if book.engine then described.add(figure) end
  return book.writer.figure(figure)
end

return figures
