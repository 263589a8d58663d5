-- The style sheet and the fonts that the site's formulas need. KaTeX's own
-- letters, digits and signs give way to Pagella's, so that a formula is of
-- the text's typeface; from KaTeX come large brackets and operators, and
-- whatever Pagella does not have.

local text = require 'strings'

local mathfonts = {}

-- KaTeX's faces: family, file, weight, style, and the class that asks for it
-- (the first ones are always there; browsers fetch only what a page uses).
local faces = {
  {'KaTeX_Main', 'Main-Regular', 400, 'normal'},
  {'KaTeX_Math', 'Math-Italic', 400, 'italic'},
  {'KaTeX_Size1', 'Size1-Regular', 400, 'normal'},
  {'KaTeX_Size2', 'Size2-Regular', 400, 'normal'},
  {'KaTeX_Size3', 'Size3-Regular', 400, 'normal'},
  {'KaTeX_Size4', 'Size4-Regular', 400, 'normal'},
  {'KaTeX_AMS', 'AMS-Regular', 400, 'normal', {'amsrm', 'mathbb', 'textbb'}},
  {'KaTeX_Main', 'Main-Bold', 700, 'normal', {'mathbf', 'textbf'}},
  {'KaTeX_Main', 'Main-Italic', 400, 'italic', {'mathit', 'textit'}},
  {'KaTeX_Math', 'Math-BoldItalic', 700, 'italic', {'boldsymbol'}},
  {'KaTeX_Caligraphic', 'Caligraphic-Regular', 400, 'normal', {'mathcal'}},
  {'KaTeX_SansSerif', 'SansSerif-Regular', 400, 'normal', {'mathsf', 'textsf'}},
  {'KaTeX_Script', 'Script-Regular', 400, 'normal', {'mathscr', 'textscr'}},
  {'KaTeX_Typewriter', 'Typewriter-Regular', 400, 'normal', {'mathtt', 'texttt'}},
}

-- What Pagella sets instead; a later face wins where its range says so. The
-- ranges are those that press/fonts/make prints, without brackets (KaTeX's
-- larger ones should match) and the prime (Pagella's is raised already).
local LETTERS = 'U+30-39,U+41-5A,U+61-7A'
local ours = {
  {'KaTeX_Math', 'PagellaMath-Italic', 400, 'italic',
   'U+41-5A,U+61-7A,U+131,U+237,U+3B1-3C9,U+3D1,U+3D5,U+3D6,U+3F1,U+3F5'},
  {'KaTeX_Main', 'PagellaMath-Regular', 400, 'normal',
   'U+21,U+25-27,U+2B-3F,' .. LETTERS .. ',U+AC,U+B1,U+B7,U+D7,U+F7,U+391-3A9,U+2026,'
   .. 'U+2190,U+2192,U+2194,U+21A6,U+21D2,U+21D4,U+2200-2209,U+2212,U+2213,U+2217,U+2218,U+221E,'
   .. 'U+2227-222A,U+223C,U+2248,U+2260-226B,U+2282,U+22A4,U+22A5,U+22C5,U+22EE-22F1'},
  {'KaTeX_Main', 'Pagella-Bold', 700, 'normal', LETTERS},
  {'KaTeX_Main', 'Pagella-Italic', 400, 'italic', LETTERS},
}

local function face(f, file, range)
  return '@font-face{font-family:' .. f[1] .. ';src:url(fonts/' .. file
    .. ') format("woff2");font-weight:' .. f[3] .. ';font-style:' .. f[4]
    .. ';font-display:block' .. (range and ';unicode-range:' .. range or '') .. '}\n'
end

local function needed(f, pages)
  if not f[5] then return true end
  for _, page in ipairs(pages) do
    for _, class in ipairs(f[5]) do
      if page.body:find(class, 1, true) then return true end
    end
  end
  return false
end

-- Writes assets/katex.css and copies the fonts that it names.
function mathfonts.write(pages, press, out)
  local dist = press .. '/node_modules/katex/dist/'
  local css = text.read(dist .. 'katex.min.css')
  if not css then return nil, dist .. 'katex.min.css cannot be read' end
  local parts = {}
  for _, f in ipairs(faces) do
    if needed(f, pages) then
      local file = 'KaTeX_' .. f[2] .. '.woff2'
      local font = text.read(dist .. 'fonts/' .. file)
      if not font then return nil, dist .. 'fonts/' .. file .. ' cannot be read' end
      local ok, why = text.write(out .. '/assets/fonts/' .. file, font)
      if not ok then return nil, why end
      parts[#parts + 1] = face(f, file)
    end
  end
  for _, f in ipairs(ours) do
    parts[#parts + 1] = face(f, f[2] .. '.woff2', f[5])
  end
  parts[#parts + 1] = css:gsub('@font%-face%b{}', '')
  return text.write(out .. '/assets/katex.css', table.concat(parts))
end

return mathfonts
