-- The divs of the book: asides, things to run, summaries, theorems and their
-- proofs, exercises and their solutions.

local numbering = require 'numbering'
local report = require 'report'
local text = require 'strings'

local boxes = {}

local function exercise(book, chapter, div, line)
  local label = div.identifier
  local function wrong(message)
    report.error(chapter.path, line, 'exercise ' .. label .. ': ' .. message)
  end
  if label == '' then
    wrong('it has no label {#ex:…}')
    return {}
  end
  local code = div.attributes.code
  if code and not text.size('code/' .. code) then
    wrong('there is no code/' .. code)
  end
  local asked = div.attributes.difficulty
  local difficulty = asked and tonumber(asked:match('^[123]$'))
  if asked and not difficulty then
    wrong('difficulty=' .. asked .. ' is not 1, 2 or 3')
  end
  local e = {file = chapter.path, line = line, code = code, order = #book.exercise_order}
  book.exercises[label] = e
  book.exercise_order[#book.exercise_order + 1] = label
  e.number = numbering.count(book, chapter, 'ex', label, line)
  return book.writer.exercise{
    label = label, number = e.number, difficulty = difficulty,
    title = chapter:inlines(div.attributes.title, line),
    blocks = chapter:walk_blocks(div.content),
    -- The solution stands further on: whether there is one is seen later.
    links = pandoc.Span({}, pandoc.Attr('', {'exercise-links'}, {of = label})),
  }
end

-- What that span becomes.
function boxes.resolve(book, span)
  local of = span.attributes.of
  local code, s = book.exercises[of].code, book.solutions[of]
  return book.writer.exercise_links(code and 'code/' .. code, s and s.label)
end

local function solution(book, chapter, div, line)
  local of = div.attributes.of
  if not of then
    report.error(chapter.path, line, 'solution: of="ex:…" is missing')
    return {}
  end
  if book.solutions[of] then
    report.error(chapter.path, line, 'solution of ' .. of .. ': line '
                 .. tostring(book.solutions[of].line) .. ' of ' .. book.solutions[of].file
                 .. ' has one already')
  end
  local label = 'sol:' .. of:gsub('^ex:', '')
  book.solutions[of] = {file = chapter.path, line = line, label = label}
  local e = book.exercises[of]
  return book.writer.solution{
    label = label, of = of, number = e and e.number or '?',
    title = chapter:inlines(div.attributes.title, line),
    code = e and e.code and 'code/' .. e.code, blocks = chapter:walk_blocks(div.content),
  }
end

local function theorem(book, chapter, div, line)
  return book.writer.theorem{
    label = div.identifier,
    number = numbering.count(book, chapter, 'thm', div.identifier, line),
    title = chapter:inlines(div.attributes.title, line),
    blocks = chapter:walk_blocks(div.content),
  }
end

local plain = {aside = true, try = true, summary = true, proof = true}

-- The blocks that a div becomes, or nil where it is none of ours.
function boxes.expand(book, chapter, div, line)
  local class = div.classes[1]
  if class == 'exercise' then return exercise(book, chapter, div, line) end
  if class == 'solution' then return solution(book, chapter, div, line) end
  if class == 'theorem' then return theorem(book, chapter, div, line) end
  if plain[class] then
    return book.writer.box{
      kind = class, title = chapter:inlines(div.attributes.title, line),
      blocks = chapter:walk_blocks(div.content),
    }
  end
  return nil
end

-- Where an exercise names code, its solution must stand in the book; and a
-- solution must have its exercise.
function boxes.check_solutions(book)
  for label, e in pairs(book.exercises) do
    if e.code and not book.solutions[label] then
      report.error(e.file, e.line, 'exercise ' .. label .. ': it names code/' .. e.code
                   .. ' and has no solution')
    end
  end
  for of, s in pairs(book.solutions) do
    if not book.exercises[of] then
      report.error(s.file, s.line, 'solution of ' .. of .. ': there is no such exercise'
                   .. text.nearest(of, book.exercise_order))
    end
  end
end

return boxes
