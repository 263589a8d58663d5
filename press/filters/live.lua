-- Live figures: experiments whose knobs are turned under the picture.
--
--   ![…](cubic-path){#fig:cubic-path live="cubic" knobs="start rate"}
--
-- live names entries of the program's table, knobs those of their knobs that
-- get a control, in this order: bare where only one of the entries has such a
-- knob, else with the entry, cubic.rate; more those that are folded away. time
-- names the one that Play turns.
-- views names several drawings of it, the book's first, each after a word for
-- its button: views="map=beale-path surface=beale-surface".
-- save names the kinds of file as which a reader may keep the picture: svg, png.
-- Only the pages are live, and not even they with BOOK_LIVE=no.

local experiments = require 'experiments'
local text = require 'strings'

local live = {}

local function words(list)
  local all = {}
  for word in (list or ''):gmatch('%S+') do all[#all + 1] = word end
  return all
end

-- The knobs of some entries by the names that an author may write.
local function knobs_of(entries, knobs)
  local named, several = {}, {}
  for full, knob in pairs(knobs) do
    if text.has(entries, knob.experiment) then
      several[knob.name] = named[knob.name] ~= nil
      named[full], named[knob.name] = knob, knob
    end
  end
  return named, several
end

-- All of them, for the page: those without a control may follow a point that
-- is dragged, or stand in a link.
local function full_names(entries, knobs)
  local all = {}
  for _, full in ipairs(text.keys(knobs)) do
    if text.has(entries, knobs[full].experiment) then all[#all + 1] = full end
  end
  return all
end

-- Those that run through numbers, and the kinds of the others: choice:a|b,
-- ticks:a|b, text, pixels:32x32.
local numbers = {linear = true, log = true, count = true}
local kinds = {choice = true, ticks = true, text = true, pixels = true}

-- The knob that a name means, or nil and what is wrong.
local function find(name, entries, knobs)
  local named, several = knobs_of(entries, knobs)
  if several[name] then
    return nil, 'more than one of ' .. table.concat(entries, ', ')
      .. ' has such a knob; name it with its experiment'
  end
  local knob = named[name]
  if knob and not numbers[knob.scale] and not kinds[live.kind(knob)] then
    return nil, 'there is no control for the scale ' .. knob.scale
  elseif knob then
    return knob
  elseif knobs[name] then
    return nil, 'live does not name ' .. knobs[name].experiment
  end
  return nil, table.concat(entries, ', ') .. ': no such knob' .. text.nearest(name, text.keys(named))
end

-- What kind of control it gets: the scale of a number, or choice, ticks …
function live.kind(knob) return knob.scale:match('^%a+') end

-- The drawings in the order of their buttons, {{word, name}, …}, or nil.
local function views_of(attributes, own, drawn, wrong)
  if not attributes.views then return nil end
  local all = {}
  for _, view in ipairs(words(attributes.views)) do
    local word, name = view:match('^([^=]+)=(.+)$')
    if not word then
      wrong('views: ' .. view .. ' is not word=figure')
    elseif not drawn[name] then
      wrong('views: there is no figure ' .. name .. text.nearest(name, text.keys(drawn)))
    else
      all[#all + 1] = {word = word, name = name}
    end
  end
  if all[1] and all[1].name ~= own then wrong('views: the first is the figure itself, ' .. own) end
  return all
end

local function all_known(entries, names, program, wrong)
  local known = #entries > 0
  if not known then wrong('live names no experiment') end
  for _, name in ipairs(entries) do
    if not text.has(names, name) then
      wrong('live: ' .. program .. ' has no experiment ' .. name .. text.nearest(name, names))
      known = false
    end
  end
  return known
end

-- The knobs that an attribute names, in its order.
local function listed(list, entries, knobs, wrong)
  local all = {}
  for _, name in ipairs(words(list)) do
    local knob, why = find(name, entries, knobs)
    if not knob then wrong('knob ' .. name .. ': ' .. why) end
    all[#all + 1] = knob
  end
  return all
end

-- What is live about the figure `own`: {program, entries, knobs, more, time,
-- views, save, all}; nil where nothing is, or where something is wrong, of which
-- `wrong` was told. knobs and more are those with a control, all the names of
-- these and the others.
function live.read(book, attributes, program, own, wrong)
  for _, other in ipairs{'knobs', 'more', 'time', 'views', 'save'} do
    if attributes[other] and not attributes.live then wrong(other .. ' without live') end
  end
  if not attributes.live then return nil end
  local names, knobs = experiments.listed(book, program)
  if not names then
    wrong('live: there is no list of the experiments of ' .. program)
    return nil
  end
  local l = {program = program, entries = words(attributes.live)}
  if not all_known(l.entries, names, program, wrong) then return nil end
  l.all = full_names(l.entries, knobs)
  l.views = views_of(attributes, own, experiments.drawn(book, program), wrong)
  l.knobs = listed(attributes.knobs, l.entries, knobs, wrong)
  l.more = listed(attributes.more, l.entries, knobs, wrong)
  l.save = words(attributes.save)
  for _, kind in ipairs(l.save) do
    if kind ~= 'svg' and kind ~= 'png' then wrong('save: ' .. kind .. ' is neither svg nor png') end
  end
  if attributes.time then
    local knob, why = find(attributes.time, l.entries, knobs)
    l.time = knob
    if not knob then
      wrong('time ' .. attributes.time .. ': ' .. why)
    elseif not numbers[knob.scale] or not text.has(l.knobs, knob) then
      wrong('time ' .. attributes.time .. ': it is not one of its knobs that run through numbers')
    end
  end
  return l
end

-- Whether there is something to run it, asked where pages are to be live.
function live.compiled(book, program)
  local path = book.build .. '/live/' .. program .. '.js'
  if text.size(path) then return true end
  return nil, 'live: there is no ' .. path .. ' (BOOK_LIVE=no makes pages without)'
end

-- Whether a knob is turned evenly, not in the logarithm: the rule of live/turn.c.
function live.is_even(knob)
  return knob.scale == 'linear' or knob.scale == 'count' and knob.high - knob.low <= 1000
end

-- How far the book has turned a knob, from 0 to 1; live/turn.c tells all other
-- places.
function live.place(knob)
  local value, low, high = tonumber(knob.book), knob.low, knob.high
  if live.is_even(knob) then
    return high > low and (value - low) / (high - low) or 0
  elseif knob.scale == 'count' then
    return math.log(value - low + 1) / math.log(high - low + 1)
  end
  return math.log(value / low) / math.log(high / low)
end

-- The words of a choice or of ticks.
function live.words(knob) return text.split(knob.scale:match(':(.*)$'), '|') end

-- The side of a square of pixels.
function live.side(knob) return tonumber(knob.scale:match('x(%d+)$')) end

return live
