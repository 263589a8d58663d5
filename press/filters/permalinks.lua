-- A link to itself at each place that others may want to point to: a sign
-- after a heading, and the name ("Figure 2.1") of what is numbered.

local permalinks = {}

local numbered = {fig = true, lst = true, tbl = true, out = true, ex = true, thm = true}

local function at_headings(html)
  return (html:gsub('(<h([23])[^>]* id="([^"]+)"[^>]*>)(.-)(</h%2>)',
    function(open, _, id, content, close)
      return open .. content .. '<a class="permalink" href="#' .. id
        .. '" aria-label="Link to this section">#</a>' .. close
    end))
end

-- The first label after each place of these kinds.
local function at_labels(html)
  local parts, from = {}, 1
  for at, id, kind in html:gmatch('() id="((%l+):[^"]+)"') do
    local _, first
    if numbered[kind] and at > from then
      _, first = html:find('<span class="label">', at, true)
    end
    local last = first and html:find('</span>', first, true)
    if last then
      parts[#parts + 1] = html:sub(from, first) .. '<a class="permalink" href="#' .. id .. '">'
        .. html:sub(first + 1, last - 1) .. '</a>'
      from = last
    end
  end
  return table.concat(parts) .. html:sub(from)
end

function permalinks.add(html) return at_labels(at_headings(html)) end

return permalinks
