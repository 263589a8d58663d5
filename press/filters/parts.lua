-- What references lead to on other pages, for preview.js: a page opened from a
-- file may load scripts only, so the parts of each page stand in one, by id.

local text = require 'strings'

local parts = {}

-- The element whose start tag has this place, whole.
local function element_at(html, place)
  local from = place
  while html:sub(from, from) ~= '<' do from = from - 1 end
  local tag = html:match('^<(%w+)', from)
  local depth, at = 0, from
  repeat
    local open = html:find('<' .. tag .. '%f[^%w]', at)
    local close, last = html:find('</' .. tag .. '>', at, true)
    if not close then return nil end
    if open and open < close then
      depth, at = depth + 1, open + 1
    else
      depth, at = depth - 1, last + 1
    end
  until depth == 0
  return html:sub(from, at - 1)
end

local escapes = {['\\'] = '\\\\', ['"'] = '\\"', ['\n'] = '\\n', ['<'] = '\\x3c'}

local function quoted(s) return '"' .. s:gsub('[\\"\n<]', escapes) .. '"' end

-- References and citations, not all links: {stem: {id: true}}.
local previewed = {xref = true, ['doc-biblioref'] = true}
local link = 'href="([^"#:]+)%.html#([^"]+)" %l+="([^"]+)"'

local function wanted(pages)
  local list = {}
  for _, page in ipairs(pages) do
    for stem, id, what in page.body:gmatch(link) do
      if previewed[what] then
        list[stem] = list[stem] or {}
        list[stem][id] = true
      end
    end
  end
  return list
end

-- Of the pages that others refer to: {file, the script}.
function parts.of(pages)
  local list, scripts = wanted(pages), {}
  for _, page in ipairs(pages) do
    local rows = {}
    for _, id in ipairs(text.keys(list[page.stem] or {})) do
      local place = page.body:find(' id="' .. id .. '"', 1, true)
      local element = place and element_at(page.body, place)
      if element then rows[#rows + 1] = quoted(id) .. ': ' .. quoted(element) end
    end
    if #rows > 0 then
      scripts[#scripts + 1] = {'assets/parts/' .. page.stem .. '.js',
        'parts("' .. page.stem .. '", {\n' .. table.concat(rows, ',\n') .. '\n});\n'}
    end
  end
  return scripts
end

return parts
