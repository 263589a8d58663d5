-- The book's two drawings, as numbers: real runs of gradient descent. book.lua
-- draws them on the title page and above each chapter, press/epub/cover.lua on
-- the cover.

local motif = {}

-- n steps down x^2 from x = -0.96: 41 points of the curve and the path upon
-- it, x from -1 to 1 and height from 0 to 1.
function motif.descent(n)
  local curve, path = {}, {}
  for i = 0, 40 do
    local x = i / 20 - 1
    curve[#curve + 1] = { x, x * x }
  end
  local x, rate = -0.96, 0.14
  for _ = 0, n do
    path[#path + 1] = { x, x * x }
    x = x - rate * 2 * x
  end
  return curve, path
end

-- Across the narrow valley f = (x^2 + 9 y^2)/2, turned by 24 degrees so that
-- nothing lies parallel to the paper: nine contours and the zigzag, about the
-- minimum at (0, 0).
function motif.valley()
  local c, s = math.cos(math.rad(24)), math.sin(math.rad(24))
  local function turned(x, y)
    return { x * c - y * s, x * s + y * c }
  end
  local rings, path = {}, {}
  for level = 1, 9 do
    local a, ring = 0.26 * level ^ 1.35, {}
    for i = 0, 119 do
      local angle = i * math.pi / 60
      ring[#ring + 1] = turned(a * math.cos(angle), a / 3 * math.sin(angle))
    end
    rings[#rings + 1] = ring
  end
  local x, y, rate = -5.2, 1.05, 0.2
  for _ = 0, 26 do
    path[#path + 1] = turned(x, y)
    x, y = x - rate * x, y - rate * 9 * y
  end
  return rings, path
end

return motif
