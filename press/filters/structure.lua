-- What the lines of a Markdown source are: code, metadata, comment or text;
-- and where its blocks begin, which pandoc does not tell.
--
-- A fence that never ends, or a div, swallows what follows or stands in the
-- text as it is, and pandoc says nothing. Here it is an error, with its line.

local report = require 'report'

local structure = {}

-- The class that a block is given: of "``` {.c file=…}", "```sh", "::: aside"
-- or "::: {.exercise …}".
local function first_class(info)
  if info:find('^{') then return info:match('[{%s]%.([%w_-]+)') or '' end
  return info:match('^[%w_-]+') or ''
end

-- A line that begins or ends a fence of code: its mark and what follows it.
local function fence_of(line)
  local mark, info = line:match('^[%s>]*(```+)%s*(.-)%s*$')
  if not mark then mark, info = line:match('^[%s>]*(~~~+)%s*(.-)%s*$') end
  if mark and (info:find('^{') or not info:find('`', 1, true)) then return mark, info end
end

local function walk_code(s, number, mark, info, wrong)
  local fence = s.fence
  local as_long = fence and #mark >= #fence.mark and mark:sub(1, 1) == fence.mark:sub(1, 1)
  if not fence then
    s.fence = {line = number, class = first_class(info), mark = mark}
    table.insert(s.blocks.code, s.fence)
  elseif as_long and info == '' then
    s.fence = nil
  elseif as_long then
    wrong(fence.line, fence.mark .. ': this code does not end before line ' .. number
      .. ', where the next begins')
    s.fence = {line = number, class = first_class(info), mark = mark}
  end
end

-- "::: {.aside}" may go on in the next lines.
local function walk_div(s, number, line, wrong)
  local mark, info = line:match('^%s*(:::+)%s*(.-)%s*:*%s*$')
  if info == '' then
    if not table.remove(s.open) then
      wrong(number, mark .. ': it ends here, and nothing has begun')
    end
    return
  end
  if s.in_paragraph then
    wrong(number, mark .. ' ' .. info .. ': a blank line must stand before it')
  elseif not info:find('^{') and info:find('[^%w_-]') then
    wrong(number, mark .. ' ' .. info .. ': it is neither one word nor {.class …}')
  end
  local div = {line = number, class = first_class(info), info = mark .. ' ' .. info}
  table.insert(s.blocks.div, div)
  table.insert(s.open, div)
end

-- Is this line metadata or comment, or code as told before?
local function is_set_apart(s, number, line)
  if s.metadata then
    s.metadata = not line:find('^[-.][-.][-.]%s*$')
    return true
  elseif number == 1 and line:find('^%-%-%-%s*$') then
    s.metadata = true
    return true
  elseif s.comment or line:find('^%s*<!%-%-') then
    s.comment = not line:find('-->', 1, true)
    return true
  end
  return false
end

-- Lines of a text, which of them are no text, and its blocks in order:
-- blocks.code, .div and .header, each {line, class}.
function structure.read(path, content)
  local s = {lines = {}, skip = {}, blocks = {code = {}, div = {}, header = {}},
             open = {}, in_paragraph = false}
  local function wrong(line, message) report.error(path, line, message) end
  local number = 0
  for line in (content .. '\n'):gmatch('(.-)\n') do
    number = number + 1
    s.lines[number] = line
    local mark, info = fence_of(line)
    local paragraph = false
    if not s.fence and is_set_apart(s, number, line) then
      s.skip[number] = true
    elseif mark then
      s.skip[number] = s.fence ~= nil
      walk_code(s, number, mark, info, wrong)
    elseif s.fence then
      s.skip[number] = true
    elseif line:find('^#+%s') then
      table.insert(s.blocks.header, {line = number, level = #line:match('^#+')})
    elseif line:find('^%s*:::') then
      walk_div(s, number, line, wrong)
    else
      paragraph = line:find('%S') ~= nil
    end
    s.in_paragraph = paragraph
  end
  if s.fence then wrong(s.fence.line, s.fence.mark .. ': this code never ends') end
  for _, div in ipairs(s.open) do wrong(div.line, div.info .. ': it never ends') end
  return s
end

return structure
