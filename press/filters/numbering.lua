-- Numbers and labels: Figure 2.3, Table 2.1, Listing, Output, Equation, Exercise,
-- Theorem, each counted by chapter; chapters 1, 2, 3 and appendices A, B.

local report = require 'report'

local numbering = {}

numbering.words = {
  fig = 'Figure', tbl = 'Table', lst = 'Listing', out = 'Output', eq = 'Equation',
  ex = 'Exercise', thm = 'Theorem', sec = 'Section',
}

-- Remembers what a label stands for; says so when there are two of it.
function numbering.define(book, chapter, label, line, entry)
  local before = book.labels[label]
  if before then
    report.error(chapter.path, line, 'label ' .. label .. ': ' .. before.file
                 .. (before.line and ':' .. before.line or '') .. ' has it already')
    return
  end
  entry.file, entry.line = chapter.path, line
  book.labels[label] = entry
end

-- The next number of a kind, for a label; nil where there is no label. In a
-- part without a number (the preface) things are counted plainly. What has a wrong
-- label has a number too, lest a writer miss it before all is told.
function numbering.count(book, chapter, kind, label, line)
  if label == '' or not label then return nil end
  local prefix = label:match('^(%l+):')
  if prefix ~= kind then
    local word = numbering.words[kind]:lower()
    report.error(chapter.path, line, 'label ' .. label .. ': that of '
                 .. (word:find('^[aeiou]') and 'an ' or 'a ') .. word
                 .. ' begins with ' .. kind .. ':')
    return '?'
  end
  local n = (chapter.counts[kind] or 0) + 1
  chapter.counts[kind] = n
  local number = chapter.number and (chapter.number .. '.' .. n) or tostring(n)
  numbering.define(book, chapter, label, line, {kind = kind, number = number})
  return number
end

local function has(classes, class)
  return classes:includes(class)
end

-- A chapter's heading: decides what it is numbered by.
local function begin_chapter(book, chapter, header)
  if has(header.classes, 'appendix') then
    book.appendices = book.appendices + 1
    chapter.number = string.char(64 + book.appendices)
    chapter.kind = 'appendix'
  elseif has(header.classes, 'unnumbered') then
    chapter.kind = 'plain'
  else
    book.numbered = book.numbered + 1
    chapter.number = tostring(book.numbered)
    chapter.kind = 'chapter'
  end
  chapter.sections = 0
end

-- Numbers a heading: chapters and their sections; deeper ones have names only.
function numbering.header(book, chapter, header, line)
  local number
  if header.level == 1 then
    if chapter.title then
      report.error(chapter.path, line, 'a chapter has one heading of the first level')
    end
    begin_chapter(book, chapter, header)
    chapter.title = header.content
    number = chapter.number
  elseif header.level == 2 and chapter.number and not has(header.classes, 'unnumbered') then
    chapter.sections = chapter.sections + 1
    number = chapter.number .. '.' .. chapter.sections
  end
  local id = header.identifier
  if id:find(':', 1, true) then
    numbering.define(book, chapter, id, line,
      {kind = 'sec', number = number, title = header.content, level = header.level,
       appendix = chapter.kind == 'appendix'})
  elseif book.anchors[id] then
    id = id .. '-' .. chapter.stem
    chapter.renamed[header.identifier] = id
  end
  book.anchors[id] = true
  header.identifier = id
  return number
end

-- What a reference to a label says: "Figure 2.3", "Chapter 2", "Preface".
function numbering.word(entry)
  if entry.kind == 'sec' and entry.level == 1 then
    return entry.appendix and 'Appendix' or 'Chapter'
  end
  return numbering.words[entry.kind]
end

return numbering
