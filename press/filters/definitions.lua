-- What the book's code defines: functions, types and macros, as ctags finds them,
-- each with its line.

local definitions = {}

local TAGS = "find code figures -name '*.[ch]' 2>/dev/null | LC_ALL=C sort"
  .. ' | ctags --quiet=yes --options=NONE --languages=C --langmap=C:.c.h --kinds-C=dfgstu'
  .. " --sort=no -x --_xformat='%n\t%F\t%K %t\t%N' -L -"

-- typedef struct body { … } name; is told twice: it is one definition, which
-- begins where its body does.
local function add(list, line, of, name)
  local body = of:match('^typedef %l+:([%w_]+)$')
  for _, d in ipairs(body and list or {}) do
    if d.name == body then
      d.name = name
      return
    end
  end
  table.insert(list, {line = tonumber(line), name = name})
end

-- Asked at once: ctags looks through the code while the text is read.
local answer = io.popen(TAGS, 'r')
local found

-- Those of a file, as {line, name}. An enumeration may stay without a name.
function definitions.of(path)
  if not found then
    found = {}
    for row in answer:lines() do
      local line, file, of, name = row:match('^(%d+)\t([^\t]*)\t([^\t]*)\t(.*)$')
      found[file] = found[file] or {}
      add(found[file], line, of, name)
    end
    answer:close()
    for _, list in pairs(found) do
      for i = #list, 1, -1 do
        if list[i].name:find('^__anon') then table.remove(list, i) end
      end
    end
  end
  return found[path] or {}
end

return definitions
