-- LaTeX: how the book's parts look to the template in press/pdf.
--
-- pandoc runs with --top-level-division=chapter and writes headings,
-- paragraphs, lists, footnotes and inline maths in its own way. Everything
-- else is one of the names below; press/pdf defines each of them. Numbers
-- are counted by the filter, so that the three formats agree; LaTeX counts
-- chapters and sections only, and comes to the same.
--
-- Arguments may be empty: {label} where nothing can refer to it, {number}
-- where it is not numbered, {title} where it has none.
--
--   \bookmainmatter  \bookappendix  \bookbackmatter
--       before the first numbered chapter, the first appendix, the
--       bibliography
--   \chapter{Title\bookmotto{: }{motto}}
--       \bookmotto sets it by the place: a line of its own, or not at all
--   \bookunnumbered{Title}
--       after the heading of a chapter without a number, for the running heads
--   \begin{booklisting}{label}{number}{file}{lines}{caption} .. \end{booklisting}
--       {lines} is "lines 31--58" or "line 7"; inside stands exactly one
--       \begin{codelines} .. \end{codelines}: a Verbatim with
--       commandchars=\\\{\}, each of whose lines begins \codeno{31} (its
--       number in the file, to be hung into the margin) and goes on in
--       pandoc's highlighting commands (\KeywordTok, \CommentTok, ...), and
--       some end with \codebreak{100}, the penalty of a page's end from here
--   \begin{bookcode} .. \end{bookcode}
--       code that is not cut from a file; the same codelines without \codeno
--   \begin{bookoutput}{label}{number}{program}{section} .. \end{bookoutput}
--       what a program printed; inside one \begin{outputlines}, a Verbatim
--       with commandchars=\\\{\}
--   \begin{bookfigure}{label}{number}{file.pdf}{width}{alt} caption \end{bookfigure}
--       {width} is a length in bp, the figure's own
--   \begin{bookbeside}{label}{number}{file.pdf}{width}{alt} caption \end{bookbeside}
--       the same, and the caption stands beside the figure
--   \begin{booktable}{label}{number}{caption} .. \end{booktable}
--       inside a booktabs tabular, or pandoc's longtable: so not a float
--   \begin{equation}\tag{2.1}\label{eq:x} .. \end{equation}   (amsmath)
--   \bookref{label}{text}{kind}
--       a reference, "Figure 2.3"; kind is fig, tbl, lst, out, eq, sec, ex, thm
--   \begin{bookaside} \begin{booktry} \begin{booksummary}
--   \begin{booktheorem}{label}{number}{title}  \begin{bookproof}
--   \bookend \bookenddisplay
--       the end mark of a proof, in its last line or beside its last formula
--   \begin{bookexercise}{label}{number}{title}{difficulty}
--       difficulty is 1, 2, 3 or empty; may close with
--       \exerciselinks{code/exercises/x.c or empty}{solution label or empty}
--   \begin{booksolution}{label}{number}{title}   of the exercise's number
--   \bookvalue{text}        a number that a program computed; \, and
--                           \textsuperscript may stand in it
--   \bookquoted{text}       a number quoted from a source
--   \index{gradient@gradient!step@step|textbf}   (sorted by what precedes the @)

local coloured = require 'coloured'
local terms = require 'terms'
local text = require 'strings'

local latex = {format = 'latex'}

local escape = text.latex

local function raw(s)
  return pandoc.RawBlock('latex', s)
end

local function inline(s)
  return pandoc.RawInline('latex', s)
end

-- Text that stays literal in a Verbatim whose command characters are \ { }.
local function verbatim(s)
  return (s:gsub('[\\{}]', {['\\'] = '\\textbackslash{}', ['{'] = '\\{', ['}'] = '\\}'}))
end

local function highlighted(code, class)
  local markup = coloured.code(code, class, 'latex')
  local body = markup:match('\\begin{Highlighting}%[%]\n(.*)\n\\end{Highlighting}')
  if body then return text.lines(body) end
  local lines = text.lines(code)
  for i, line in ipairs(lines) do lines[i] = verbatim(line) end
  return lines
end

-- One Plain: arguments that are inlines stand between pieces of LaTeX.
local function plain(parts)
  local content = pandoc.Inlines{}
  for _, part in ipairs(parts) do
    if type(part) == 'string' then
      content:insert(inline(part))
    else
      content:extend(part)
    end
  end
  return pandoc.Plain(content)
end

local function arguments(...)
  local list = {...}
  for i, a in ipairs(list) do list[i] = '{' .. a .. '}' end
  return table.concat(list)
end

-- For makeindex, which reads ! @ | and " as its own.
local function index_word(word)
  local parts = terms.pieces(word)
  for i, piece in ipairs(parts) do
    parts[i] = escape(piece):gsub('["!@|]', '"%0')
    if i % 2 == 0 then parts[i] = '\\texttt{' .. parts[i] .. '}' end
  end
  return table.concat(parts)
end

local function index_entry(key, what)
  local parts = text.split(key, '!')
  for i, part in ipairs(parts) do parts[i] = terms.sort_key(part) .. '@' .. index_word(part) end
  return '\\index{' .. table.concat(parts, '!') .. what .. '}'
end

local function index_entries(marks)
  local list = {}
  for i, m in ipairs(marks) do list[i] = index_entry(m.key, m.main and '|textbf' or '') end
  return table.concat(list)
end

function latex.index_place(content, marks)
  local all = pandoc.Inlines(content)
  if #marks > 0 then all:insert(inline(index_entries(marks))) end
  return all
end

function latex.index_sees(sees)
  local list = {}
  for i, s in ipairs(sees) do
    list[i] = index_entry(s.from, '|see{' .. index_word((s.to:gsub('!', ', '))) .. '}')
  end
  return inline(table.concat(list))
end

-- Where a page may end within code, as penalties for the end of each line:
-- gladly between functions, less so at another blank line, hardly ever within
-- a statement's neighbourhood, and never so that a few lines stand alone. What a
-- program printed is mostly a table, whose heads are not overleaf.
local NEVER, HARDLY, BLANK, BETWEEN = 10000, 900, 150, 60
local CODE = {hardly = HARDLY, alone = 5}
local OUTPUT = {hardly = 2500, alone = 8}

local function penalty(lines, i, of)
  local line, next = lines[i], lines[i + 1] or ''
  if i < of.alone or #lines - i < of.alone then return NEVER end
  if line:find('^%s*$') then return next:find('^%s') and BLANK or BETWEEN end
  if next:find('^%s*$') or next:find('^%s*[{}]') then return NEVER end
  return of.hardly
end

-- Adds them to lines of markup, each where it differs from the last. fancyvrb
-- holds a line back until it has read the next, and puts the penalty before the
-- line that it held: what is to act after a line is said in the next one.
local function with_breaks(markup, lines, of)
  local current
  for i = 1, #markup - 1 do
    local p = penalty(lines, i, of)
    if p ~= current then
      markup[i + 1] = '\\codebreak{' .. p .. '}' .. markup[i + 1]
      current = p
    end
  end
  return markup
end

function latex.listing(l)
  local code = {}
  for i, line in ipairs(l.lines) do code[i] = line[2] end
  local lines = highlighted(table.concat(code, '\n'), l.class)
  for i, line in ipairs(lines) do
    lines[i] = '\\codeno{' .. l.lines[i][1] .. '}' .. index_entries(l.marks[i] or {}) .. line
  end
  with_breaks(lines, code, CODE)
  local range = l.first == l.last and 'line ' .. l.first
                or 'lines ' .. l.first .. '--' .. l.last
  return {
    plain{'\\begin{booklisting}' .. arguments(l.label, l.number or '', escape(l.file), range)
          .. '{', l.caption, '}'},
    raw('\\begin{codelines}\n' .. table.concat(lines, '\n')
        .. '\n\\end{codelines}\n\\end{booklisting}'),
  }
end

function latex.code(c)
  return {raw('\\begin{bookcode}\n\\begin{codelines}\n'
    .. table.concat(with_breaks(highlighted(c.text, c.class), text.lines(c.text), CODE), '\n')
    .. '\n\\end{codelines}\n\\end{bookcode}')}
end

function latex.output(o)
  local lines = text.lines(o.text)
  local markup = {}
  for i, line in ipairs(lines) do markup[i] = verbatim(line) end
  return {raw('\\begin{bookoutput}'
    .. arguments(o.label, o.number, escape(o.program), escape(o.section))
    .. '\n\\begin{outputlines}\n' .. table.concat(with_breaks(markup, lines, OUTPUT), '\n')
    .. '\n\\end{outputlines}\n\\end{bookoutput}')}
end

function latex.figure(f)
  local small = f.file.narrow
  local name, width = 'bookfigure', f.file.width
  if small and small.printed then name, width = 'bookbeside', small.width end
  return {
    plain{'\\begin{' .. name .. '}'
      .. arguments(f.label, f.number, f.file.path .. '.pdf',
                   string.format('%.6gbp', width), escape(f.alt)) .. '%\n',
      f.caption},
    raw('\\end{' .. name .. '}'),
  }
end

local function open_table(t)
  return plain{'\\begin{booktable}' .. arguments(t.label, t.number or '') .. '{', t.caption, '}'}
end

local function number_markup(n)
  local values = require 'values'
  local parts = {}
  for _, x in ipairs(values.inlines({writer = latex}, n)) do parts[#parts + 1] = x.text end
  return table.concat(parts)
end

local function cell(c)
  if c.word then return escape(c.word) end
  local fill = c.fill and c.fill ~= '' and '\\hphantom{' .. c.fill .. '}' or ''
  return number_markup(c.number) .. fill
end

function latex.table(t)
  local spec, titles = {}, {}
  for j = 1, #t.titles do
    spec[j] = t.cells[j][1] and t.cells[j][1].word and 'l' or 'r'
    titles[#titles + 1] = j > 1 and ' & ' or ''
    titles[#titles + 1] = t.titles[j]
  end
  local blocks = pandoc.Blocks{open_table(t)}
  table.insert(titles, 1, '\\begin{tabular}{@{}' .. table.concat(spec) .. '@{}}\n\\toprule\n')
  titles[#titles + 1] = ' \\\\\n\\midrule'
  local rows = {}
  for i, r in ipairs(t.rows) do
    if i > 1 and r > t.rows[i - 1] + 1 then
      rows[#rows + 1] = '\\multicolumn{1}{c}{$\\vdots$}'
        .. (' & \\multicolumn{1}{c}{$\\vdots$}'):rep(#t.titles - 1) .. ' \\\\'
    end
    local cells = {}
    for j = 1, #t.titles do cells[j] = cell(t.cells[j][i]) end
    rows[#rows + 1] = table.concat(cells, ' & ') .. ' \\\\'
  end
  local head = plain(titles)
  head.content:insert(inline('\n' .. table.concat(rows, '\n')
    .. '\n\\bottomrule\n\\end{tabular}'))
  blocks:extend{head, raw('\\end{booktable}')}
  return blocks
end

function latex.typed_table(t)
  return {open_table(t), t.table, raw('\\end{booktable}')}
end

function latex.equation(e)
  return pandoc.Inlines{inline('\\begin{equation}\\tag{' .. e.number .. '}\\label{' .. e.label
    .. '}\n' .. text.trim(e.math.text) .. '\n\\end{equation}')}
end

function latex.reference(r)
  local words = pandoc.Inlines{inline('\\bookref{' .. r.label .. '}{')}
  words:extend(r.words)
  words:insert(inline('}{' .. r.kind .. '}'))
  return words
end

function latex.number(before, exponent)
  local s = before:gsub('\u{202F}', '\\,')
  if exponent ~= '' then s = s .. '\\textsuperscript{' .. exponent .. '}' end
  return pandoc.Inlines{inline('\\bookvalue{' .. s .. '}')}
end

-- Text with thin spaces in its numbers.
function latex.typed(s)
  local content = pandoc.Inlines{}
  for i, part in ipairs(text.split(s, '\u{202F}')) do
    if i > 1 then content:insert(inline('\\,')) end
    content:insert(pandoc.Str(part))
  end
  return content
end

function latex.quoted(s)
  return pandoc.Inlines{inline('\\bookquoted{' .. escape(s:gsub('^%-', '\u{2212}')) .. '}')}
end

function latex.box(b)
  local name = 'book' .. b.kind
  local blocks = pandoc.Blocks{raw('\\begin{' .. name .. '}')}
  if #b.title > 0 then
    blocks[1] = plain{'\\begin{' .. name .. '}\n\\textbf{', b.title, '}\\par'}
  end
  local last = b.blocks[#b.blocks]
  if b.kind == 'proof' and last and last.t == 'Para' then
    -- on the last line itself, or beside the formula that ends it
    local tail = last.content[#last.content]
    local display = tail.t == 'Math' and tail.mathtype == 'DisplayMath'
    last.content:insert(inline(display and '\\bookenddisplay' or '\\bookend'))
  end
  blocks:extend(b.blocks)
  blocks:insert(raw('\\end{' .. name .. '}'))
  return blocks
end

function latex.theorem(t)
  local blocks = pandoc.Blocks{plain{'\\begin{booktheorem}' .. arguments(t.label, t.number or '')
    .. '{', t.title, '}'}}
  blocks:extend(t.blocks)
  blocks:insert(raw('\\end{booktheorem}'))
  return blocks
end

function latex.exercise(e)
  local blocks = pandoc.Blocks{plain{'\\begin{bookexercise}' .. arguments(e.label, e.number or '')
    .. '{', e.title, '}{' .. (e.difficulty or '') .. '}'}}
  blocks:extend(e.blocks)
  blocks:insert(pandoc.Plain{e.links})
  blocks:insert(raw('\\end{bookexercise}'))
  return blocks
end

function latex.exercise_links(code, solution)
  if not code and not solution then return {} end
  return inline('\\exerciselinks' .. arguments(escape(code or ''), solution or ''))
end

function latex.solution(s)
  local blocks = pandoc.Blocks{plain{'\\begin{booksolution}' .. arguments(s.label, s.number)
    .. '{', s.title, '}'}}
  blocks:extend(s.blocks)
  -- A listing cut from it says so itself.
  local listed
  for _, b in ipairs(s.blocks) do
    local first = b.t == 'Plain' and b.content[1]
    listed = listed or s.code and first and first.t == 'RawInline'
      and first.text:find('{' .. escape(s.code) .. '}', 1, true)
  end
  if s.code and not listed then
    blocks:insert(raw('\\exerciselinks{' .. escape(s.code) .. '}{}'))
  end
  blocks:insert(raw('\\end{booksolution}'))
  return blocks
end

function latex.header(header)
  local title, motto = text.motto(header)
  if motto then
    header.content = pandoc.Inlines(title)
    -- The colon is for bookmarks: pandoc makes their text of these words.
    header.content:extend{inline('\\bookmotto{'), pandoc.Str(':'),
                          pandoc.Space(), inline('}{')}
    header.content:extend(motto)
    header.content:insert(inline('}'))
  end
  if header.level == 1 and header.classes:includes('unnumbered') then
    local head = plain{'\\bookunnumbered{', pandoc.Inlines(title or header.content), '}'}
    return {header, head}
  end
  return {header}
end

function latex.begin_part(kind)
  local names = {main = "mainmatter", appendix = "appendix", back = "backmatter"}
  return {raw("\\book" .. names[kind])}
end

return latex
