-- What may be written in a chapter: the classes of each kind of element, and
-- the attributes of each class. What is not in this list is a slip of the pen,
-- which pandoc would pass on in silence: `.ouput` would be an empty box.

local report = require 'report'
local text = require 'strings'

local markup = {}

local listing = {'file', 'region', 'caption'}
local box = {'title'}

-- By the name of pandoc's element; '' is one without a class.
local known = {
  Header = {[''] = {}, appendix = {}, unnumbered = {}},
  CodeBlock = {
    [''] = {}, c = listing, sh = listing,
    output = {'program', 'section', 'lines'},
    table = {'program', 'block', 'rows', 'columns', 'headers', 'format', 'caption'},
  },
  Div = {
    aside = box, try = box, summary = box, proof = box, theorem = box,
    exercise = {'title', 'difficulty', 'code'}, solution = {'of', 'title'},
  },
  Code = {[''] = {}, value = {'program', 'format'}, quoted = {}},
  Span = {},
  Image = {[''] = {'alt', 'live', 'knobs', 'more', 'time', 'views', 'save'}},
  Link = {[''] = {}, uri = {}, email = {}},
}

local names = {
  Header = 'a heading', CodeBlock = 'a block of code', Div = 'a box', Code = 'code in a sentence',
  Span = 'a piece of a sentence', Image = 'a figure', Link = 'a link',
}

local function check_attributes(element, class, attributes, wrong)
  local what = class == '' and names[element.t] or '.' .. class
  for name in pairs(element.attributes) do
    if not text.has(attributes, name) then
      wrong('attribute ' .. name .. ': ' .. what .. ' has no such attribute'
            .. text.nearest(name, attributes))
    end
  end
end

-- Whether an element may be so; `where` tells its line when something is wrong.
function markup.check(chapter, element, where)
  local classes = known[element.t]
  local good = true
  local function wrong(message)
    report.error(chapter.path, where(), message)
    good = false
  end
  for _, class in ipairs(#element.classes > 0 and element.classes or {''}) do
    if classes[class] then
      check_attributes(element, class, classes[class], wrong)
    elseif class == '' then
      wrong(names[element.t] .. ': it has no class' .. text.nearest('', text.keys(classes)))
    else
      local list = text.keys(classes)
      if list[1] == '' then table.remove(list, 1) end
      wrong('class ' .. class .. ': ' .. names[element.t] .. ' has no such class'
            .. text.nearest(class, list))
    end
  end
  return good
end

-- HTML or LaTeX in the text would stand in one format and be lost in others.
-- Comments are no part of the book.
function markup.refuse_raw(chapter, raw, line)
  local what = raw.text:match('^%s*([^\n]*)')
  if raw.format:find('^html') and what:find('^<!%-%-') then return {} end
  report.error(chapter.path, line, raw.format .. ' ' .. what
    .. ': the chapters are Markdown only, for three formats')
  return {}
end

-- What Markdown has and one of the formats has not, and what to do about it.
local foreign = {
  Strikeout = {'struck-out words', 'write what is meant, and why the other is wrong'},
  Underline = {'underlined words', 'write *them* in italics'},
  SmallCaps = {'small capitals', 'write the words as they are'},
}
markup.foreign = foreign

local function refuse(chapter, line, what, advice)
  report.error(chapter.path, line, what .. ': not all three formats can set it; ' .. advice)
end

-- The element by its first words, which tell its line.
function markup.refuse_foreign(chapter, element)
  local first = pandoc.utils.stringify(element):match('%S*')
  refuse(chapter, chapter:locate(first), table.unpack(foreign[element.t]))
end

-- A list of tasks: pandoc makes these signs of "[ ]" and "[x]".
function markup.refuse_tasks(chapter, list)
  for _, item in ipairs(list.content) do
    local first = item[1] and item[1].content and item[1].content[1]
    local sign = first and first.t == 'Str' and ({['☐'] = '[ ]', ['☒'] = '[x]'})[first.text]
    if sign then
      refuse(chapter, chapter:locate(sign), sign .. ', a list of tasks', 'write a plain list')
      return
    end
  end
end

-- A heading also stands in the contents, in bookmarks and as the name of a page,
-- where there are words alone.
local not_named = {Note = 'a footnote', Math = 'a formula', Link = 'a link', Cite = 'a reference',
                   Image = 'a figure'}

function markup.refuse_in_heading(chapter, header, line)
  header.content:walk{Inline = function(inline)
    local what = not_named[inline.t]
    if not what then return end
    report.error(chapter.path, line, what .. ' in a heading: contents and bookmarks are words '
      .. 'alone; put it into the text below')
  end}
end

-- Of a caption, which has no page of its own.
function markup.refuse_note(chapter, caption, line)
  caption:walk{Note = function()
    report.error(chapter.path, line, 'a footnote in a caption: a figure may stand on another '
      .. 'page; put it into the text')
  end}
end

return markup
