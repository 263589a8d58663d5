-- The pictures of the pages and the EPUB: a drawing program's SVG with a title
-- and a description in it, from the caption and the alternative text, and with
-- the words that are seen in the picture, which are outlines there. Whoever
-- opens the picture by itself, or searches the files, meets nothing else.

local plain = require 'plain'
local report = require 'report'
local text = require 'strings'

local described = {}

local out = os.getenv('BOOK_OUT')

local pictures, known = {}, {}

-- A figure that is shown: its caption is read when all is known. One that is
-- shown twice is described by the first.
function described.add(f)
  if not known[f.file.site] then pictures[#pictures + 1] = f end
  known[f.file.site] = true
end

-- The path of the described picture, without its suffix.
function described.path(file)
  return out .. '/' .. file.site
end

-- The words of a chapter's figures that somebody may look for, by figure and
-- layout: no ticks, no variables.
local function words_of(folder)
  local words = {}
  for _, line in ipairs(text.lines(text.read(folder .. '/labels.tsv') or '')) do
    local name, layout, label = line:match('^([^\t]*)\t([^\t]*)\t[^\t]*\t(.*)$')
    if label and label:find('%a%a') then
      local key = name .. ' ' .. layout
      words[key] = (words[key] and words[key] .. '; ' or '') .. label
    end
  end
  return words
end

local function element(name, content)
  return '<' .. name .. ' id="' .. name .. '">' .. text.html(content) .. '</' .. name .. '>\n'
end

local function with_words(svg, title, description)
  local ends, from = svg:match('<svg%s[^>]*()>%s*()')
  return svg:sub(1, ends - 1)
    .. ' role="img" xml:lang="en" aria-labelledby="title" aria-describedby="desc">\n'
    .. element('title', title) .. element('desc', description) .. svg:sub(from)
end

local function title_of(book, f, resolve)
  local caption = plain.sentence(plain.inlines(book, resolve(f.caption)))
  if not f.number then return caption end
  return 'Figure ' .. f.number .. (caption ~= '' and ': ' .. caption or '')
end

local function write(f, title, words, suffix)
  local path = described.path(f.file) .. suffix
  local description = f.alt .. (words and ' Words in the picture: ' .. words .. '.' or '')
  local svg = with_words(text.read(f.file.path .. suffix), title, description)
  local ok, why = text.write(path, svg)
  if not ok then report.error(path, nil, 'it cannot be written: ' .. tostring(why)) end
end

-- All of them. `resolve` puts the words of references into a caption.
function described.write(book, resolve)
  local words = {}
  for _, f in ipairs(pictures) do
    local folder = f.file.path:match('^(.*)/')
    if not words[folder] then
      words[folder] = words_of(folder)
      os.execute('mkdir -p ' .. text.quote(described.path(f.file):match('^(.*)/')))
    end
    local title = title_of(book, f, resolve)
    write(f, title, words[folder][f.name .. ' wide'], '.svg')
    if f.file.narrow then
      write(f, title, words[folder][f.name .. ' narrow'], '.narrow.svg')
    end
  end
end

return described
