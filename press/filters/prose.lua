-- Numbers typed by hand. A decimal of four or more significant digits is the
-- result of some computation, so it must be a {.value} that the program
-- writes, or a `2.999999653`{.quoted} one with its source: a citation in the
-- same paragraph, or a place in appendix A, which is about such numbers.
--
-- The text itself is searched, line by line, without its code and addresses.

local numbering = require 'numbering'
local report = require 'report'

local prose = {}

local MOST = 3

-- What remains of a line when code spans and addresses are blanked.
local function bare(line)
  line = line:gsub('^%s*```+', ''):gsub('(`+)(.-)%1', ' ')
  line = line:gsub('%]%([^)]*%)', ' ')
  line = line:gsub('<https?:[^>]*>', ' ')
  line = line:gsub('https?://%S+', ' ')
  line = line:gsub('%]%(.*$', ' ')
  return line
end

local function significant(digits)
  digits = digits:gsub('%.', ''):gsub('^0+', '')
  return #digits
end

local function check_decimals(chapter, number, line)
  for before, digits, after in (' ' .. bare(line) .. ' '):gmatch('(.)%f[%d](%d+%.%d+)(.%d?)') do
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

-- The lines of the text, and which of them are metadata, code or comment.
local function text_lines(chapter)
  local lines, skip = {}, {}
  local fence, metadata, comment
  local number = 0
  for line in (chapter.text .. '\n'):gmatch('(.-)\n') do
    number = number + 1
    lines[number] = line
    local mark = line:match('^%s*(```+)') or line:match('^%s*(~~~+)')
    if metadata then
      skip[number] = true
      metadata = not line:find('^[-.][-.][-.]%s*$')
    elseif number == 1 and line:find('^%-%-%-%s*$') then
      skip[number], metadata = true, true
    elseif fence then
      skip[number] = true
      if mark and #mark >= #fence and mark:sub(1, 1) == fence:sub(1, 1)
         and line:find('^%s*' .. mark .. '%s*$') then
        fence = nil
      end
    elseif mark then
      fence = mark
    elseif comment or line:find('<!--', 1, true) then
      skip[number] = true
      comment = not line:find('-->', 1, true)
    end
  end
  return lines, skip
end

function prose.check(chapter)
  local lines, skip = text_lines(chapter)
  for i, line in ipairs(lines) do
    if not skip[i] then
      check_decimals(chapter, i, line)
      check_quoted(chapter, i, line, function()
        local from, to = i, i
        while from > 1 and lines[from - 1]:find('%S') do from = from - 1 end
        while to < #lines and lines[to + 1]:find('%S') do to = to + 1 end
        return '\n' .. table.concat(lines, '\n', from, to)
      end)
    end
  end
end

return prose
