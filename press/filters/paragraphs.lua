-- Sentences that go on after something displayed.
--
--   so that the step is
--
--   $$ x - \eta f'(x) $$
--
--   and nothing else.
--
-- The last line begins no paragraph: it is not indented. It is known by its
-- lower-case letter, or by the comma at the end of the formula before it. In
-- LaTeX a formula also belongs to the paragraph before it, or TeX would set
-- an empty line above.

local paragraphs = {}

local NO_INDENT = '\\noindent '

-- Is this from here, and not by the author?
function paragraphs.is_own(element)
  if element.t == 'Div' then
    return element.classes:includes('continued') or element.classes:includes('displayed')
  end
  return element.format == 'latex' and element.text == NO_INDENT
end

-- The formula that a paragraph ends with; "{#eq:step}" may follow it.
local function formula_at_end(block)
  if block.t ~= 'Para' then return nil end
  for i = #block.content, 1, -1 do
    local x = block.content[i]
    if x.t == 'Math' and x.mathtype == 'DisplayMath' then return x, i end
    local skipped = x.t == 'Space' or x.t == 'SoftBreak'
                    or x.t == 'Str' and x.text:find('^{#eq:')
    if not skipped then return nil end
  end
  return nil
end

local function only_formula(block)
  local _, place = formula_at_end(block)
  return place == 1
end

local function starts_small(inlines)
  local first = inlines[1]
  if not first then return false end
  if first.t == 'Str' then return first.text:find('^%l') ~= nil end
  if first.t == 'Emph' or first.t == 'Strong' then
    return starts_small(first.content)
  end
  return false
end

local function is_image(block)
  return #block.content == 1 and block.content[1].t == 'Image'
end

-- Does this paragraph go on with a sentence that stands before `previous`?
local function goes_on(block, previous)
  if block.t ~= 'Para' or not previous or is_image(block) then return false end
  if previous.t == 'Header' then return false end
  local formula = formula_at_end(previous)
  if formula and formula.text:find(',%s*$') then return true end
  if previous.t == 'Para' and not formula and not is_image(previous) then
    return false
  end
  return starts_small(block.content)
end

local function for_latex(blocks)
  local result, previous = pandoc.Blocks{}, nil
  for _, block in ipairs(blocks) do
    local last = result[#result]
    local joins = last and last.t == 'Para' and not is_image(last)
    local continued = goes_on(block, previous)
    if joins and block.t == 'Para'
       and (only_formula(block) or continued and formula_at_end(last)) then
      last.content:insert(pandoc.SoftBreak())
      last.content:extend(block.content)
    else
      if continued then
        block.content:insert(1, pandoc.RawInline('latex', NO_INDENT))
      end
      result:insert(block)
    end
    previous = block
  end
  return result
end

local function for_epub(blocks)
  local result, previous = pandoc.Blocks{}, nil
  for _, block in ipairs(blocks) do
    local class = goes_on(block, previous) and 'continued'
                  or only_formula(block) and 'displayed'
    result:insert(class and pandoc.Div({block}, pandoc.Attr('', {class}))
                  or block)
    previous = block
  end
  return result
end

-- The site indents nothing: its paragraphs are told apart by space.
local by_format = {latex = for_latex, epub = for_epub}

function paragraphs.join(blocks, format)
  local join = by_format[format]
  if not join then return blocks end
  return pandoc.Blocks(blocks):walk{Blocks = join}
end

return paragraphs
