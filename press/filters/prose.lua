-- What the text itself is searched for, line by line, without its code and
-- addresses: numbers typed by hand, and footnotes that do not exist.
--
-- A decimal of four or more significant digits is the
-- result of some computation, so it must be a {.value} that the program
-- writes, or a `2.999999653`{.quoted} one with its source: a citation in the
-- same paragraph, or a place in appendix A, which is about such numbers.

local numbering = require 'numbering'
local report = require 'report'

local prose = {}

local MOST = 3

-- What remains of a line when code spans and addresses are blanked, between
-- blanks.
local function bare(line)
  if not line:find('[`%]<:]') then return ' ' .. line .. ' ' end
  line = line:gsub('^%s*```+', ''):gsub('(`+)(.-)%1', ' ')
  line = line:gsub('%]%([^)]*%)', ' ')
  line = line:gsub('<https?:[^>]*>', ' ')
  line = line:gsub('https?://%S+', ' ')
  line = line:gsub('%]%(.*$', ' ')
  return ' ' .. line .. ' '
end

local function significant(digits)
  digits = digits:gsub('%.', ''):gsub('^0+', '')
  return #digits
end

local function check_decimals(chapter, number, line)
  for before, digits, after in line:gmatch('(.)%f[%d](%d+%.%d+)(.%d?)') do
    local part_of_longer = before:find('[%w.]') or after:find('^%.%d')
    if not part_of_longer and significant(digits) > MOST then
      report.error(chapter.path, number, 'number ' .. digits .. ': it has more than three '
        .. 'significant digits and is typed by hand; make it a {.value}, or {.quoted} with a citation')
    end
  end
end

-- Whether a paragraph cites something that is not a label of our own.
local function cites(paragraph)
  for before, key in paragraph:gmatch('([^%w])@(%a[%w_:-]*)') do
    if not numbering.words[key:match('^(%l+):') or ''] and before ~= '\\' then return true end
  end
  return false
end

local function check_quoted(chapter, number, line, paragraph)
  for digits in line:gmatch('`([^`]*)`{%.quoted') do
    if not chapter.stem:find('^A%-') and not cites(paragraph()) then
      report.error(chapter.path, number, 'number ' .. digits
        .. ': it is quoted and its paragraph has no citation')
    end
  end
end

-- Thousands and powers of ten have one look, typed or computed: 300 000 and
-- 3 × 10⁻⁷. Here what the press cannot set so; values.typed does the rest.
local function check_style(chapter, number, line)
  if not line:find('%d') then return end
  local function wrong(digits, message)
    report.error(chapter.path, number, 'number ' .. digits .. ': ' .. message)
  end
  for digits in line:gmatch('%f[%w]%d+%.?%d*[eE][-+]?%d+%f[%W]') do
    wrong(digits, 'it is written as a program writes it; write $… \\cdot 10^{…}$, '
      .. 'or put what was printed in backquotes')
  end
  for digits in line:gmatch('%f[%d]%d%d?%d?[ \u{A0}\u{2009}\u{202F}]+%d%d%d%f[%D]') do
    wrong(digits, 'a blank within a number; write ' .. digits:gsub('%D+', ',')
      .. ', and the press sets it')
  end
  for digits, word in line:gmatch('(%d+)%s+(%l+)') do
    if word:find('^thousand') or word:find('^%a+illion') then
      wrong(digits .. ' ' .. word, 'half digits, half words; write all of it in one of them')
    end
  end
end

-- A mark of a note that no note belongs to is printed as it is, and a note
-- without a mark not at all. The lines are bare ones of text, by their numbers.
local function check_notes(chapter, lines)
  local notes, marked, definition = {}, {}, '^ ? ? ? ?%[%^([^%]%s]+)%]:'
  local with_marks = {}
  for i, line in pairs(lines) do
    if line:find('[^', 1, true) then with_marks[#with_marks + 1] = i end
    local name = line:match(definition)
    if name then notes[name] = i end
  end
  for _, i in ipairs(with_marks) do
    local text = lines[i]:gsub('%$[^$]*%$', ' '):gsub(definition, '')
    for rest in text:gmatch('%[%^([^%s]*)') do
      local name = rest:match('^([^%]]+)%]')
      if name then marked[name] = true end
      if not notes[name or ''] then
        report.error(chapter.path, i, 'footnote [^' .. (name and name .. ']' or rest)
          .. ': there is no such note')
      end
    end
  end
  for name, i in pairs(notes) do
    if not marked[name] then
      report.error(chapter.path, i, 'footnote [^' .. name .. ']: nothing refers to it')
    end
  end
end

function prose.check(chapter)
  local lines, skip = chapter.structure.lines, chapter.structure.skip
  local bare_lines = {}
  for i, line in ipairs(lines) do
    if not skip[i] then
      bare_lines[i] = bare(line)
      check_decimals(chapter, i, bare_lines[i])
      check_style(chapter, i, bare_lines[i])
      check_quoted(chapter, i, line, function()
        local from, to = i, i
        while from > 1 and lines[from - 1]:find('%S') do from = from - 1 end
        while to < #lines and lines[to + 1]:find('%S') do to = to + 1 end
        return '\n' .. table.concat(lines, '\n', from, to)
      end)
    end
  end
  check_notes(chapter, bare_lines)
end

return prose
