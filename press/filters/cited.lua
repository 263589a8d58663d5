-- LaTeX, after citeproc: citations and the bibliography by names of our own, and
-- what only TeX can be told of a line.
-- What pandoc's writer makes of them changes from version to version.
--
--   \bookcited{ref-cauchy1847}{Cauchy 1847}    a citation
--   \begin{bookbibliography}
--   \bookentry{ref-cauchy1847} Cauchy, ...      an entry, one paragraph
--   \end{bookbibliography}

local function raw(s)
  return pandoc.RawInline('latex', s)
end

-- A citation is links between words; each link leads to an entry.
local function cite(c)
  return c.content:walk{
    Link = function(l)
      local entry = l.target:match('^#(ref%-.*)$')
      if not entry then return nil end
      local parts = pandoc.Inlines{raw('\\bookcited{' .. entry .. '}{')}
      parts:extend(l.content)
      parts:insert(raw('}'))
      return parts
    end,
  }
end

local function bibliography(div)
  if div.identifier ~= 'refs' then return nil end
  local blocks = pandoc.Blocks{pandoc.RawBlock('latex', '\\begin{bookbibliography}')}
  for _, entry in ipairs(div.content) do
    local content = pandoc.Inlines{raw('\\bookentry{' .. entry.identifier .. '}'), pandoc.Space()}
    content:extend(pandoc.utils.blocks_to_inlines(entry.content, {pandoc.Space()}))
    blocks:insert(pandoc.Para(content))
  end
  blocks:insert(pandoc.RawBlock('latex', '\\end{bookbibliography}'))
  return blocks
end

-- A number and its per cent stay in one line.
local function inlines(list)
  for i = 1, #list - 1 do
    local next = list[i + 1]
    if (list[i].t == 'Space' or list[i].t == 'SoftBreak')
      and next.t == 'Str' and next.text:find('^%%') then
      list[i] = pandoc.RawInline('latex', '~')
    end
  end
  return list
end

-- Pagella's italic f reaches into a bar on its left.
local function math(m)
  m.text = m.text:gsub('|f', '|\\mkern2.5mu f')
  return m
end

return {{Cite = cite, Div = bibliography, Inlines = inlines, Math = math}}
