-- Numbers in sentences, captions, formulas and alternative texts.
--
--   `cubic.gd.x`{.value format="%.4f"}     in text
--   `two-variables[16].x`{.value}          a cell of a block: row 16, from 0
--   `vcurve-tips[beale].central_h`{.value} the row whose first cell is beale
--   \val{cubic.gd.x}{%.4f}                 in a formula
--   {cubic.gd.x|%.4f}                      in an alt attribute
--
-- Formats are printf's for a double, and %d for a number that is whole.

local data = require 'data'
local experiments = require 'experiments'
local report = require 'report'
local text = require 'strings'

local values = {}

local THIN = '\u{202F}'
local MINUS = '\u{2212}'
local UP = {['0'] = '⁰', ['1'] = '¹', ['2'] = '²', ['3'] = '³', ['4'] = '⁴',
            ['5'] = '⁵', ['6'] = '⁶', ['7'] = '⁷', ['8'] = '⁸', ['9'] = '⁹', ['-'] = '⁻'}

-- Formats a number: {minus, digits, exponent}, or nil and what is wrong.
function values.format(number, format)
  local x = tonumber(number)
  if not x or x ~= x or x == math.huge or x == -math.huge then
    return nil, 'is ' .. tostring(number) .. ', which is not a number'
  end
  local s
  if format == '%d' then
    local whole = math.floor(x + 0.5)
    if math.abs(x - whole) > 1e-9 * math.max(1, math.abs(x)) then
      return nil, 'is ' .. number .. ', which is not whole, as %d asks'
    end
    s = string.format('%d', whole)
  elseif format:match('^%%%d*%.?%d*[eEfgG]$') then
    s = text.trim(string.format(format, x))
  else
    return nil, 'has the format ' .. format .. ', which is not %d or one like %.4f, %.3g, %.2e'
  end
  local minus, digits, exponent = s:match('^(%-?)([%d.]+)[eE]?(.*)$')
  if not digits:find('[1-9]') then minus = '' end
  if exponent ~= '' then exponent = string.format('%d', tonumber(exponent)) end
  if exponent == '0' then exponent = '' end
  return {minus = minus == '-', digits = digits, exponent = exponent}
end

-- Whole numbers of five digits or more, in groups of three.
local function group(digits, space)
  if #digits < 5 or digits:find('.', 1, true) then return digits end
  return (digits:reverse():gsub('(%d%d%d)', '%1 '):reverse():gsub('^ ', ''):gsub(' ', space))
end

-- Numbers in typed text, 300,000 or 300000, as a computed one looks.
function values.typed(s)
  s = s:gsub('%f[%w,.]%d%d?%d?,%d%d%d[%d,.]*', function(n)
    local digits, rest = n:match('^([%d,]*%d)(.*)$')
    local grouped = digits:find('^%d+,%d%d%d$') or digits:find('^%d+,%d%d%d,%d%d%d$')
    return grouped and group(digits:gsub(',', ''), THIN) .. rest
  end)
  return (s:gsub('%f[%w.]%d%d%d%d%d+%f[^%w]', function(n) return group(n, THIN) end))
end

-- The same in a formula, where the comma separates numbers: only digits.
function values.typed_formula(s)
  return (s:gsub('%f[%w.]%d%d%d%d%d+%f[^%w]', function(n) return group(n, '\\,') end))
end

-- What stands before 10 to a power: nothing where it is 1 in a sentence.
local function factor(n, space, times)
  if n.exponent == '' then return group(n.digits, space) end
  return (n.alone and '' or n.digits .. times) .. '10'
end

-- As a line of text.
function values.plain(n)
  return (n.minus and MINUS or '') .. factor(n, THIN, THIN .. '×' .. THIN)
    .. n.exponent:gsub('.', UP)
end

-- As a formula.
function values.formula(n)
  local s = (n.minus and '-' or '') .. factor(n, '\\,', '\\times ')
  return n.exponent == '' and s or s .. '^{' .. n.exponent .. '}'
end

-- As text with a raised exponent; each format of the book has its own spaces.
function values.inlines(book, n)
  local before = (n.minus and MINUS or '') .. factor(n, THIN, THIN .. '×' .. THIN)
  local exponent = n.exponent:gsub('-', MINUS)
  return book.writer.number(before, exponent)
end

-- The number in a cell of a block, or nil and what is wrong.
local function cell(d, name, row, column)
  local block = data.block(d, name)
  if not block then
    return nil, d.file .. ' has no such block' .. text.nearest(name, d.names)
  end
  local at
  for i, c in ipairs(block.columns) do
    if c == column then at = i end
  end
  if not at then
    return nil, 'the block has no such column' .. text.nearest(column, block.columns)
  end
  local cells = row:find('^%d+$') and block.rows[tonumber(row) + 1]
  for _, r in ipairs(block.rows) do
    if not cells and r[1] == row then cells = r end
  end
  if not cells then
    return nil, 'the block has no row ' .. row .. ' (there are ' .. #block.rows .. ')'
  end
  return cells[at]
end

-- The number behind a key, or nil and what is wrong.
local function look_up(book, chapter, program, d, key, line)
  local name, row, column = key:match('^([^%[%]]+)%[([^%]]+)%]%.(.+)$')
  if name then
    experiments.reads(book, chapter, program, 'block', name, 'sentence', line)
    return cell(d, name, row, column)
  end
  experiments.reads(book, chapter, program, 'value', key, 'sentence', line)
  local number = d.values[key]
  if number then return number end
  return nil, d.file .. ' has no such value' .. text.nearest(key, d.keys)
end

-- Looks a key up and formats it; says what is wrong and gives nil.
function values.get(book, chapter, program, key, format, line)
  program = program or chapter.stem
  local function wrong(message)
    report.error(chapter.path, line, 'value ' .. key .. ': ' .. message)
  end
  local d, why = data.load(book, program)
  if not d then
    wrong(why)
    return nil
  end
  local number, n
  number, why = look_up(book, chapter, program, d, key, line)
  if not number then
    wrong(why)
    return nil
  end
  n, why = values.format(number, format or '%.4g')
  if not n then
    wrong('it ' .. why)
    return nil
  end
  n.alone = n.digits == '1' and n.exponent ~= ''
  return n
end

-- `key`{.value}
function values.expand(book, chapter, code, line)
  local n = values.get(book, chapter, code.attributes.program, code.text,
                       code.attributes.format, line)
  if not n then return pandoc.Str(code.text) end
  return values.inlines(book, n)
end

-- \val{key}{format}, perhaps \val{program:key}{format}
function values.in_formula(book, chapter, formula, line)
  return (formula:gsub('\\val(%b{})(%b{})', function(key, format)
    local program, k = key:sub(2, -2):match('^([^:]+):(.+)$')
    local n = values.get(book, chapter, program, k or key:sub(2, -2), format:sub(2, -2), line)
    return n and '{' .. values.formula(n) .. '}' or '?'
  end))
end

-- {key|format}
function values.in_alt(book, chapter, alt, line)
  local filled = alt:gsub('{([^{}|]+)|([^{}|]+)}', function(key, format)
    local program, k = key:match('^([^:]+):(.+)$')
    local n = values.get(book, chapter, program, k or key, format, line)
    return n and values.plain(n) or '?'
  end)
  return values.typed(filled)
end

return values
