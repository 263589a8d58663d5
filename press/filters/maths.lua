-- Formulas: all of them go to one run of press/math.mjs, KaTeX's HTML for the
-- site or Temml's MathML for the EPUB. What is typeset once is kept (see
-- cache.lua), and not typeset again.
--
-- Until then, and for the site until its pages are written, a digest between MARKs
-- stands in a formula's place: what pandoc carries through is short.

local cache = require 'cache'
local report = require 'report'
local text = require 'strings'
local values = require 'values'

local maths = {}

local MARK = '\2'
local PLACE = MARK .. '(%x+)' .. MARK
local HANDED = '/formulas'

-- A formula with its values, and its other numbers as these look: thousands in
-- groups, 10 to a power with a cross before it.
local function in_style(book, chapter, formula, line)
  formula = formula:gsub('(%d%s*)\\cdot(%s*10%s*%^)', '%1\\times%2')
  local number = formula:match('%d,%d%d%d%f[%D]')
  if number then
    report.error(chapter.path, line, 'formula ' .. formula:gsub('%s+', ' ') .. ': is '
      .. number .. ' one number? Write it without the comma; or else with a blank after it')
  end
  return values.typed_formula(values.in_formula(book, chapter, formula, line))
end

-- A Math of a chapter: its values are put in, and its place is remembered.
-- LaTeX sets formulas itself.
function maths.expand(book, chapter, math, line)
  local display = math.mathtype == 'DisplayMath'
  local formula = in_style(book, chapter, math.text, line)
  -- pandoc 3 keeps the line break of a formula that goes on in the next line.
  if not display then formula = formula:gsub('%s*\n%s*', ' ') end
  math.text = formula
  if not book.engine then return math end
  local key = pandoc.utils.sha1((display and 'D' or 'I') .. formula)
  if not book.formulas[key] then
    book.formulas[key] = {display = display, text = formula, file = chapter.path, line = line}
  end
  return pandoc.RawInline('html', MARK .. key .. MARK)
end

-- The formula of such a place, or nil where it is none.
function maths.at(book, raw)
  return book.formulas[raw.text:match('^' .. PLACE .. '$')]
end

function maths.stands_in(s)
  return s:find(PLACE) ~= nil
end

-- The engine's version and our own script are part of the cache's name: where
-- one has changed, everything is set anew.
local function cache_path(book)
  local package = text.read(book.press .. '/node_modules/' .. book.engine .. '/package.json') or ''
  local version = package:match('"version"%s*:%s*"([^"]+)"') or 'unknown'
  local script = pandoc.utils.sha1(text.read(book.press .. '/math.mjs') or ''):sub(1, 8)
  return book.build .. '/press/' .. book.engine .. '-' .. version .. '-' .. script .. '.cache'
end

-- One line for each formula goes in, one for each comes back: "ok" and its
-- markup, or "error" and what the engine says.
local function run(book, keys)
  local draft, result = os.tmpname(), os.tmpname()
  local lines = {}
  for i, key in ipairs(keys) do
    local f = book.formulas[key]
    lines[i] = (f.display and 'D' or 'I') .. '\t' .. cache.escape(f.text) .. '\n'
  end
  text.write(draft, table.concat(lines))
  local ok = os.execute('node ' .. text.quote(book.press .. '/math.mjs') .. ' ' .. book.engine
                        .. ' <' .. text.quote(draft) .. ' >' .. text.quote(result))
  local answers = text.lines(text.read(result) or '')
  os.remove(draft)
  os.remove(result)
  if not ok then
    report.error('press/math.mjs', nil, 'it could not set the formulas')
    return
  end
  local names = {katex = 'KaTeX', temml = 'Temml'}
  for i, key in ipairs(keys) do
    local f = book.formulas[key]
    local status, answer = (answers[i] or ''):match('^(%a+)\t(.*)$')
    if status == 'ok' then
      f.html = answer
    else
      report.error(f.file, f.line, 'formula ' .. f.text:gsub('%s+', ' ') .. ': '
                   .. names[book.engine] .. ' says: ' .. cache.unescape(answer or 'nothing'))
    end
  end
end

-- The markup by digest.
local function made(book)
  local all = {}
  for key, f in pairs(book.formulas) do all[key] = f.html end
  return all
end

function maths.typeset(book)
  if not book.engine then return end
  local path = cache_path(book)
  local known, missing = cache.load(path), {}
  for key, f in pairs(book.formulas) do
    f.html = known[key]
    if not f.html then missing[#missing + 1] = key end
  end
  if #missing == 0 then return end
  table.sort(missing, function(a, b)
    local p, q = book.formulas[a], book.formulas[b]
    if p.file ~= q.file then return p.file < q.file end
    if (p.line or 0) ~= (q.line or 0) then return (p.line or 0) < (q.line or 0) end
    return a < b
  end)
  run(book, missing)
  cache.save(path, made(book))
end

-- The markup of the place where a formula is to stand, or nil.
function maths.resolve(book, raw)
  local f = maths.at(book, raw)
  return f and pandoc.RawInline('html', cache.unescape(f.html or ''))
end

-- For the pages, which another filter makes, in the directory of these.
function maths.hand_over(book, directory)
  local path = directory .. HANDED
  local ok, why = cache.write(path, made(book))
  if not ok then report.error(path, nil, 'it cannot be written: ' .. tostring(why)) end
end

function maths.take(directory)
  local formulas = cache.load(directory .. HANDED)
  os.remove(directory .. HANDED)
  return formulas
end

-- The same text with these formulas in their places.
function maths.put_in(formulas, html)
  return (html:gsub(PLACE, function(key)
    return formulas[key] and cache.unescape(formulas[key])
  end))
end

-- A line must not begin with the comma that follows a formula. A browser may
-- break before it, so the two are kept together, if the formula is short.
local SHORT = 40

function maths.keeps(book, math, next)
  return book.engine and math.mathtype == 'InlineMath'
    and next.t == 'Str' and next.text:find('^[,.;:!?)]')
    and #math.text:gsub('\\val%b{}%b{}', '{0.000}') <= SHORT
end

return maths
