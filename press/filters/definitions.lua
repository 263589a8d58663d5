-- What C code defines: functions, types and macros, each with its line.

local definitions = {}

-- The code from a line on, as far as its first { or ;.
local function statement(lines, i)
  local found = {}
  for j = i, #lines do
    local before, sign = lines[j]:match('^(.-)([{;])')
    found[#found + 1] = before or lines[j]
    if sign then return table.concat(found, ' '), sign end
  end
  return table.concat(found, ' '), ''
end

local function typedef_name(s)
  return s:match('%(%s*%*%s*([%a_][%w_]*)%s*%)') or s:match('([%a_][%w_]*)%s*%(')
         or s:match('([%a_][%w_]*)%s*$')
end

-- The names, in order, as {line, name}, of lines as they stand in the file. What
-- is indented is no definition of the file.
function definitions.find(lines)
  local list, typedef = {}, nil
  local function add(i, name)
    if name then list[#list + 1] = {line = i, name = name} end
  end
  for i, line in ipairs(lines) do
    local closed = line:match('^}%s*([%a_][%w_]*);')
    if line:find('^typedef') then
      local s, sign = statement(lines, i)
      if sign == ';' then add(i, typedef_name(s)) else typedef = i end
    elseif closed and typedef then
      add(typedef, closed)
    elseif line:find('^#%s*define') then
      add(i, line:match('^#%s*define%s+([%a_][%w_]*)'))
    elseif line:find('^[%a_][%w_%s*]*[%s*][%a_][%w_]*%(') then
      local s, sign = statement(lines, i)
      if sign == '{' and not s:find('=') then add(i, s:match('([%a_][%w_]*)%(')) end
    else
      add(i, line:match('^struct%s+([%a_][%w_]*)%s*{') or line:match('^enum%s+([%a_][%w_]*)%s*{'))
    end
  end
  return list
end

return definitions
