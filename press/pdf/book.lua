-- What TeX cannot do alone: grounds behind boxes that may break over pages,
-- page numbers in references that are far away, and the drawings of the title
-- page and of the chapter openings.

local motif = dofile("press/pdf/motif.lua")
local book = {}
local literal = "pdf_literal"
local format = string.format
local sp_per_bp = 65781.76

-- Colours are those of book.sty, and an aside's.
local colour = {
  blue = "0 0.447 0.698",
  red = "0.722 0.290 0",
  rule = "0.725 0.745 0.769",
  paper = "0.957 0.957 0.941",
  pale = "0.918 0.949 0.973",
  purple = "0.545 0.369 0.494",
  green = "0 0.4 0.29",
}

-- Boxes ---------------------------------------------------------------------

-- A ground is a filled rectangle, a bar at its left, or both.
local kinds = {
  { name = "output", fill = colour.paper, above = 5, below = 5, side = 7 },
  { name = "aside", bar = colour.purple, above = 1, below = 1, side = 0 },
  { name = "try", bar = colour.green, above = 1, below = 1, side = 0 },
  { name = "summary", fill = colour.pale, above = 7, below = 7, side = 0 },
}

function book.box(name)
  for number, kind in ipairs(kinds) do
    if kind.name == name then
      return tex.sprint(number)
    end
  end
  tex.error("book.lua: no kind of box is called " .. name)
end

local attribute = luatexbase.registernumber("bookboxattribute")
local ids = {
  hlist = node.id("hlist"), vlist = node.id("vlist"),
  glue = node.id("glue"), kern = node.id("kern"), rule = node.id("rule"),
  glyph = node.id("glyph"), math = node.id("math"),
}

local function rectangle(kind, width, height)
  local w, h = width / sp_per_bp, height / sp_per_bp
  local out = { "q" }
  if kind.fill then
    out[#out + 1] = format("%s rg %.3f %.3f %.3f %.3f re f", kind.fill,
      -kind.side, -h - kind.below, w + 2 * kind.side,
      h + kind.above + kind.below)
  end
  if kind.bar then
    out[#out + 1] = format("%s rg 0 %.3f 1.6 %.3f re f", kind.bar,
      -h - kind.below, h + kind.above + kind.below)
  end
  out[#out + 1] = "Q"
  return table.concat(out, " ")
end

local function ground(kind, width, height)
  local whatsit = node.new("whatsit", literal)
  whatsit.mode = 0
  whatsit.data = rectangle(kind, width, height)
  local box = node.new("hlist")
  box.head = whatsit
  return box
end

-- How far a node of a vertical list moves the point down.
local function extent(n, parent)
  if n.id == ids.hlist or n.id == ids.vlist or n.id == ids.rule then
    return n.height + n.depth
  elseif n.id == ids.glue then
    return node.effective_glue(n, parent)
  elseif n.id == ids.kern then
    return n.kern
  end
  return 0
end

local at_shipout

-- Draws behind each run of equally marked lines in a vertical list. Space
-- between two lines belongs to the run, space around it does not.
local function in_vertical(parent)
  local run, height, gap
  local function finish()
    if run then
      local g = ground(kinds[run.kind], run.width, height)
      parent.head = node.insert_before(parent.head, run.first, g)
      run = nil
    end
  end
  local n = parent.head
  while n do
    -- A whole page is marked, too, when it is cut inside a box: only the
    -- lines count.
    local is_box = n.id == ids.hlist or n.id == ids.vlist
    local kind = n.id == ids.hlist and node.has_attribute(n, attribute)
    if kind then
      if run and run.kind ~= kind then
        finish()
      end
      if run then
        height = height + gap
      else
        run, height = { kind = kind, first = n, width = tex.hsize }, 0
      end
      height, gap = height + extent(n, parent), 0
    elseif is_box or n.id == ids.rule then
      finish()
      if is_box then
        at_shipout(n)
      end
    elseif run then
      gap = gap + extent(n, parent)
    end
    n = n.next
  end
  finish()
end

-- A box of the outer margin is made as for a page on the right, and moved when
-- the page is known.
local outer = luatexbase.attributes.bookouter
local PICTURE, BESIDE = 1, 3
local GAP, BESIDE_NUMBERS = 14 * 65536, 26 * 65536

-- A picture, a gap and a caption, which reach from the inner edge of the text
-- beyond its outer one: on a left page the other way round.
local function caption_first(box)
  local picture = box.head
  local gap = picture.next
  local caption = gap.next
  local rest = caption.next
  local beyond = node.new("kern")
  beyond.kern = box.width - picture.width - gap.kern - caption.width
  local last
  for _, n in ipairs { beyond, caption, gap, picture, rest } do
    n.prev, n.next = last, nil
    if last then last.next = n end
    last = n
  end
  box.head = beyond
end

local function to_outside(box, what)
  local even = tex.count[0] % 2 == 0
  local move = 0
  if what == BESIDE then
    return even and caption_first(box)
  elseif what == PICTURE then
    move = even and box.width - box.head.width or 0
  elseif even then
    -- The numbers of a listing's lines hang between.
    for note in node.traverse_id(ids.vlist, box.head) do
      move = -BESIDE_NUMBERS - note.width
      for line in node.traverse_id(ids.hlist, note.head) do
        line.shift = note.width - line.width
      end
    end
  else
    move = tex.dimen.textwidth + GAP
  end
  local kern = node.new("kern")
  kern.kern = move
  box.head = node.insert_before(box.head, box.head, kern)
end

-- A path's directory in a line of its own, its last part in \booklast; one
-- without a directory, all of it.
function book.path(path)
  local directory, name = path:match("^(.*/)(.*)$")
  tex.sprint("\\hbox{\\strut\\bookpathfont " .. (directory or path)
    .. "}\\def\\booklast{\\strut{\\bookpathfont " .. (name or "") .. "}}")
end

function at_shipout(box)
  local what = node.has_attribute(box, outer)
  if what then
    to_outside(box, what)
  elseif box.id == ids.vlist then
    in_vertical(box)
  else
    for n in node.traverse(box.head) do
      if n.id == ids.hlist or n.id == ids.vlist then
        at_shipout(n)
      end
    end
  end
end

luatexbase.add_to_callback("pre_shipout_filter", function(box)
  at_shipout(box)
  return true
end, "book: grounds and margins")

-- A letter that leans over the blanks around its formula is moved away from them.
local LEANS, AWAY = 0x1D453, 0.1         -- italic f; of the size of its font
local BEGINS, ENDS = 0, 1                -- node subtypes of a formula's ends

local function leans(n)
  return n and n.id == ids.glyph and n.char == LEANS
end

local function away(letter)
  local kern = node.new("kern")
  kern.kern = math.floor(AWAY * font.getfont(letter.font).size)
  return kern
end

luatexbase.add_to_callback("pre_linebreak_filter", function(head)
  for n in node.traverse_id(ids.math, head) do
    local before, after = n.prev, n.next
    if n.subtype == BEGINS and leans(after) and before and before.id == ids.glue then
      node.insert_after(head, n, away(after))
    elseif n.subtype == ENDS and leans(before) and after and after.id == ids.glue then
      node.insert_before(head, n, away(before))
    end
  end
  return true
end, "book: an f beside a blank")

-- References ----------------------------------------------------------------

-- "on page 31" when what is named stands neither here nor on a page that is
-- in sight of this one. The first run does not know yet and says nothing.
local paged = { fig = true, tbl = true, lst = true, out = true }
function book.pageref(label, kind)
  local r = token.get_macro("r@" .. label)
  local page = r and tonumber(r:match("^{.-}{(%d+)}"))
  if paged[kind] and page and math.abs(page - tex.count[0]) > 2 then
    tex.sprint("\\bookonpage{" .. label .. "}")
  end
end

-- makeindex, which is one of the few commands that TeX lets a document run. It may
-- write below the directory where it is, or in TEXMFOUTPUT.
function book.sort_index(name)
  local path = (os.getenv("TEXMFOUTPUT") or ".") .. "/" .. name
  local ok = os.execute('makeindex -q -s press/pdf/index.ist "' .. path .. '.idx"')
  local log = io.open(path .. ".ilg")
  local said = log and log:read("a") or ""
  if log then log:close() end
  if not ok or not said:find(", 0 rejected", 1, true) then
    tex.error("makeindex lost entries, see " .. path .. ".ilg")
  end
end

-- What the file says of itself ------------------------------------------------

local packet = '<?xpacket begin="\u{FEFF}"' .. [[ id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">$title</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>$author</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">$description</rdf:li></rdf:Alt></dc:description>
<dc:subject><rdf:Bag>$subjects</rdf:Bag></dc:subject>
<dc:language><rdf:Bag><rdf:li>$language</rdf:li></rdf:Bag></dc:language>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">$rights</rdf:li></rdf:Alt></dc:rights>
<pdf:Keywords>$keywords</pdf:Keywords>
<xmp:CreateDate>$date</xmp:CreateDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>
]]

-- The words are strings of PDF as hyperref writes them: UTF-16, each byte three
-- octal digits.
local function xml(s)
  local bytes = s:gsub("\\(%d%d%d)", function(digits)
    return string.char(tonumber(digits, 8))
  end)
  local out, high = {}, nil
  for i = 3, #bytes, 2 do
    local unit = bytes:byte(i) * 256 + bytes:byte(i + 1)
    if unit >= 0xD800 and unit < 0xDC00 then
      high = unit - 0xD800
    elseif high then
      out[#out + 1], high = utf8.char(0x10000 + high * 1024 + unit - 0xDC00), nil
    else
      out[#out + 1] = utf8.char(unit)
    end
  end
  return (table.concat(out):gsub("[&<>]",
    { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;" }))
end

function book.metadata(words)
  local known, subjects = {}, {}
  for name, s in pairs(words) do
    known[name] = xml(s)
  end
  for s in known.keywords:gmatch("[^,]+") do
    subjects[#subjects + 1] = "<rdf:li>" .. s:match("^%s*(.-)%s*$")
      .. "</rdf:li>"
  end
  known.subjects = table.concat(subjects)
  local n = pdf.obj { type = "stream", immediate = true, compresslevel = 0,
    string = packet:gsub("$(%l+)", known),
    attr = "/Type /Metadata /Subtype /XML" }
  tex.sprint(format("\\pdfextension catalog{/Metadata %d 0 R}", n))
end

-- Drawings ------------------------------------------------------------------

-- A drawing is a list of PDF operators in a box of the given size.
local function place(width, height, operators)
  local whatsit = node.new("whatsit", literal)
  whatsit.mode = 0
  whatsit.data = "q 1 J 1 j " .. table.concat(operators, " ") .. " Q"
  local box = node.new("hlist")
  box.width, box.height = width * sp_per_bp, height * sp_per_bp
  box.head = whatsit
  tex.forcehmode()
  node.write(box)
end

local function polyline(points, style, close)
  local out = { style }
  for i, p in ipairs(points) do
    out[#out + 1] = format("%.2f %.2f %s", p[1], p[2], i == 1 and "m" or "l")
  end
  out[#out + 1] = close and "s" or "S"
  return table.concat(out, " ")
end

local function dot(x, y, r, style)
  local k = 0.5523 * r
  return format("%s %.2f %.2f m %.2f %.2f %.2f %.2f %.2f %.2f c "
    .. "%.2f %.2f %.2f %.2f %.2f %.2f c %.2f %.2f %.2f %.2f %.2f %.2f c "
    .. "%.2f %.2f %.2f %.2f %.2f %.2f c b", style,
    x + r, y, x + r, y + k, x + k, y + r, x, y + r,
    x - k, y + r, x - r, y + k, x - r, y,
    x - r, y - k, x - k, y - r, x, y - r,
    x + k, y - r, x + r, y - k, x + r, y)
end

local function scaled(points, x, y, width, height)
  local out = {}
  for i, p in ipairs(points) do
    out[i] = { x + width * p[1], y + height * p[2] }
  end
  return out
end

-- The opening of chapter n.
function book.descent(n)
  local curve, path = motif.descent(n)
  curve = scaled(curve, 108, 3, 108, 60)
  path = scaled(path, 108, 3, 108, 60)
  local out = {
    polyline(curve, "0.7 w " .. colour.rule .. " RG"),
    polyline(path, "1.1 w " .. colour.blue .. " RG"),
  }
  for i, p in ipairs(path) do
    local last = i == #path
    local stroke = last and colour.red or colour.blue
    out[#out + 1] = dot(p[1], p[2], last and 2.6 or 1.9,
      "0.9 w " .. (i == 1 and "1 1 1" or stroke) .. " rg " .. stroke .. " RG")
  end
  place(216, 66, out)
end

function book.title()
  local rings, path = motif.valley()
  local out = {}
  for _, ring in ipairs(rings) do
    out[#out + 1] = polyline(scaled(ring, 236, 104, 40, 40),
      "0.6 w " .. colour.rule .. " RG", true)
  end
  path = scaled(path, 236, 104, 40, 40)
  out[#out + 1] = polyline(path, "1.5 w " .. colour.blue .. " RG")
  for i, p in ipairs(path) do
    out[#out + 1] = dot(p[1], p[2], i == 1 and 3 or 2.1, "1.2 w "
      .. (i == 1 and "1 1 1" or colour.blue) .. " rg " .. colour.blue .. " RG")
  end
  out[#out + 1] = dot(236, 104, 3.2,
    "1 w " .. colour.red .. " rg " .. colour.red .. " RG")
  place(345, 236, out)
end

return book
