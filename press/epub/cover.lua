-- The cover: a filter that turns book.md into one SVG, 1600 by 2400.
--   pandoc -L press/epub/cover.lua -t html -o cover.svg book.md

local motif = dofile("press/pdf/motif.lua")
local stringify = pandoc.utils.stringify

local function polyline(points, x, y, scale, style)
  local out = {}
  for i, p in ipairs(points) do
    out[i] = string.format("%.1f,%.1f", x + scale * p[1], y - scale * p[2])
  end
  return ('<polyline points="%s" %s/>'):format(table.concat(out, " "), style)
end

local function text(y, size, fill, style, content)
  return ('<text x="150" y="%d" font-size="%d" fill="%s" %s>%s</text>'):format(
    y, size, fill, style, (content:gsub("&", "&amp;"):gsub("<", "&lt;")))
end

local function authors(meta)
  if not meta.author then
    return ""
  end
  if meta.author.t == "MetaList" or meta.author[1] and meta.author[1][1] then
    local names = {}
    for i, name in ipairs(meta.author) do
      names[i] = stringify(name)
    end
    return table.concat(names, ", ")
  end
  return stringify(meta.author)
end

function Pandoc(doc)
  local x, y, scale = 1060, 1050, 180
  local rings, path = motif.valley()
  local out = {
    '<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="2400" '
      .. 'viewBox="0 0 1600 2400" font-family="TeX Gyre Pagella" fill="none">',
    '<rect width="1600" height="2400" fill="#FBFBF8"/>',
  }
  for i, ring in ipairs(rings) do
    ring[#ring + 1] = ring[1]
    out[#out + 1] = polyline(ring, x, y, scale,
      ('stroke="#0072B2" stroke-opacity="%.2f" stroke-width="3"'):format(
        0.5 - 0.045 * i))
  end
  out[#out + 1] = polyline(path, x, y, scale,
    'stroke="#0072B2" stroke-width="8" stroke-linejoin="round"')
  for i, p in ipairs(path) do
    out[#out + 1] = ('<circle cx="%.1f" cy="%.1f" r="%d" fill="%s" '
      .. 'stroke="#0072B2" stroke-width="7"/>'):format(x + scale * p[1],
      y - scale * p[2], i == 1 and 17 or 11, i == 1 and "#FBFBF8" or "#0072B2")
  end
  out[#out + 1] = ('<circle cx="%d" cy="%d" r="19" fill="#D55E00"/>'):format(x, y)
  out[#out + 1] = text(1830, 230, "#1A1A1A", "", stringify(doc.meta.title or ""))
  out[#out + 1] = text(1950, 78, "#57606A", 'font-style="italic"',
    stringify(doc.meta.subtitle or ""))
  out[#out + 1] = text(2250, 50, "#1A1A1A", "", authors(doc.meta))
  out[#out + 1] = "</svg>\n"
  return pandoc.Pandoc({ pandoc.RawBlock("html", table.concat(out, "\n")) })
end
