-- The controls under a live figure, in the static page: for each knob a label
-- and a range, or a list of words; the sentence of what came out; buttons. What
-- they do is press/html/live.js's and, mostly, the chapter's own program's.

local live = require 'live'
local text = require 'strings'
local values = require 'values'

local controls = {}

local escape = text.html

-- A number as live/turn.c writes it for the eye.
local function for_the_eye(number)
  local x = tonumber(number)
  if not x then return number end
  local whole = math.abs(x) >= 1e4 and math.abs(x) < 1e9 and x == math.floor(x)
  local words = values.plain(values.format(number, whole and '%d' or '%.4g'))
  return (words:gsub('\u{202F}×\u{202F}', '\u{2009}×\u{2009}'):gsub('^1\u{2009}×\u{2009}', ''))
end

local kinds = {}

function kinds.choice(attributes, knob)
  local options = {}
  for i, word in ipairs(live.words(knob)) do
    options[i] = '<option' .. (word == knob.book and ' selected' or '') .. '>' .. escape(word) .. '</option>'
  end
  return '<select' .. attributes .. '>' .. table.concat(options) .. '</select>'
end

-- Its name stands on the group of boxes.
function kinds.ticks(attributes, knob)
  local boxes, ticked = {}, text.split(knob.book, '+')
  for i, word in ipairs(live.words(knob)) do
    boxes[i] = '<label><input type="checkbox" value="' .. escape(word) .. '"'
      .. (text.has(ticked, word) and ' checked' or '') .. '> ' .. escape(word) .. '</label>'
  end
  return '<span class="ticks"' .. attributes .. '>' .. table.concat(boxes, ' ') .. '</span>'
end

function kinds.text(attributes, knob)
  return '<input type="text"' .. attributes .. ' value="' .. escape(knob.book)
    .. '" spellcheck="false" autocomplete="off" autocapitalize="off">'
end

function kinds.pixels(attributes, knob)
  local side = live.side(knob)
  return '<button type="button" class="clear">Clear</button>'
    .. '<canvas class="pad" role="application" tabindex="0"' .. attributes .. ' width="' .. side
    .. '" height="' .. side .. '" data-book="' .. escape(knob.book) .. '"></canvas>'
end

-- The place on the track where the book has it is marked by CSS. Values of many
-- sizes may be long, and get their room at once, lest the label wrap later.
local function range(attributes, knob, name)
  local place = string.format('%d', math.floor(1000 * live.place(knob) + 0.5))
  local value = for_the_eye(knob.book)
  local long = live.is_even(knob) and '' or ' class="long"'
  return '<output for="' .. name .. '"' .. long .. ' aria-live="off">' .. value .. '</output>'
    .. '<input type="range"' .. attributes .. ' min="0" max="1000" value="' .. place
    .. '" aria-valuetext="' .. value .. '" style="--book: ' .. place .. '">'
end

-- Its name and what it means, without saying "rate rate of the third".
local function meaning(knob)
  local words = knob.meaning
  local begins = words:sub(1, #knob.name + 1) == knob.name .. ' '
  return '<b>' .. escape(knob.name) .. '</b> ' .. escape(begins and words:sub(#knob.name + 2) or words)
end

-- What no <label> can name is named by an id.
local grouped = {ticks = ' role="group"', pixels = ''}

local function control(f, knob)
  local kind, name = live.kind(knob), escape(f.label .. ':' .. knob.full)
  local attributes = ' id="' .. name .. '" data-knob="' .. escape(knob.name)
    .. '" data-knob-full="' .. escape(knob.full) .. '" data-kind="' .. kind .. '"'
  local label = '<label for="' .. name .. '">' .. meaning(knob) .. '</label>'
  if grouped[kind] then
    attributes = attributes .. grouped[kind] .. ' aria-labelledby="' .. name .. ':name"'
    label = '<span class="name" id="' .. name .. ':name">' .. meaning(knob) .. '</span>'
  end
  return '<div class="knob' .. (kinds[kind] and ' ' .. kind or '') .. '">' .. label
    .. (kinds[kind] or range)(attributes, knob, name) .. '</div>\n'
end

local function views(f)
  if not f.live.views then return '' end
  local buttons = {}
  for i, view in ipairs(f.live.views) do
    buttons[i] = '<button type="button" class="view" data-view="' .. escape(view.word) .. '" data-figure="'
      .. escape(view.name) .. '" aria-pressed="' .. tostring(i == 1) .. '">' .. escape(view.word)
      .. '</button>'
  end
  return '<p class="views" role="group" aria-label="View">' .. table.concat(buttons, '\n') .. '</p>\n'
end

-- So many that they stand beside the picture where the page is wide, in groups:
-- the knobs of an experiment are one, under its name.
local bench = 9

function controls.has_bench(f) return #f.live.knobs >= bench end

local function in_groups(f)
  local groups, order = {}, {}
  for _, knob in ipairs(f.live.knobs) do
    local name = knob.experiment
    if not groups[name] then order[#order + 1] = name end
    groups[name] = (groups[name] or '') .. control(f, knob)
  end
  local sets = {}
  for i, name in ipairs(order) do
    sets[i] = '<fieldset class="' .. escape(name) .. '"><legend>' .. escape(name) .. '</legend>\n'
      .. groups[name] .. '</fieldset>\n'
  end
  return table.concat(sets)
end

local function all_of(f, knobs)
  local list = {}
  for i, knob in ipairs(knobs) do list[i] = control(f, knob) end
  return table.concat(list)
end

local function shown(f)
  return controls.has_bench(f) and in_groups(f) or all_of(f, f.live.knobs)
end

local function save(f)
  local buttons = {}
  for i, kind in ipairs(f.live.save) do
    buttons[i] = '<button type="button" class="save" data-kind="' .. kind
      .. '"><span class="spoken">Save as </span>' .. kind:upper() .. '</button>\n'
  end
  return table.concat(buttons)
end

-- Last, so that nothing which is looked at moves when it is opened.
local function folded(f)
  if #f.live.more == 0 then return '' end
  return '<details class="more"><summary>More knobs</summary>\n<div class="knobs">\n'
    .. all_of(f, f.live.more) .. '</div></details>\n'
end

-- Hidden until scripts run, and then with its height from the beginning: what
-- stands below does not move when the figure comes to life.
function controls.box(f)
  local l = f.live
  local play = l.time and '<button type="button" class="play" data-knob-full="'
    .. escape(l.time.full) .. '">Play</button>\n' or ''
  return '<div class="controls" role="group" aria-label="Knobs of Figure '
    .. tostring(f.number) .. '" hidden>\n' .. views(f) .. shown(f)
    .. '<div class="outcome"><p class="short" role="status" aria-live="polite"></p>\n'
    .. '<p class="buttons">' .. play
    .. '<button type="button" class="reset">Reset</button>' .. save(f) .. '</p></div>\n'
    .. folded(f) .. '</div>\n'
end

-- What the page must know of a live figure.
function controls.attributes(f)
  return ' data-live="' .. escape(table.concat(f.live.entries, ' ')) .. '" data-chapter="'
    .. escape(f.live.program) .. '" data-figure="' .. escape(f.name)
    .. '" data-knobs="' .. escape(table.concat(f.live.all, ' ')) .. '"'
end

return controls
