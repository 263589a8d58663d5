-- References to numbered things, @fig:path or [-@fig:path; @eq:step], and
-- citations of the literature, [@polyak1964].
--
-- Labels may be defined further on, so a reference first becomes a span that
-- remembers its place in the source, and is resolved when the book is read.

local numbering = require 'numbering'
local outputs = require 'outputs'
local report = require 'report'
local terms = require 'terms'
local text = require 'strings'

local references = {}

local function is_label(id)
  return numbering.words[id:match('^(%l+):') or ''] ~= nil
end

-- What pandoc says of a bibliography that it cannot read is for others; where,
-- is for us.
local function read_bibliography(meta)
  local read, found = pcall(pandoc.utils.references, pandoc.Pandoc({}, meta))
  if read then return found end
  local line = tostring(found):match('%(line (%d+), column')
  report.error(pandoc.utils.stringify(meta.bibliography), line and tonumber(line),
    'this is not BibTeX, or ends too soon')
  report.stop_on_errors()
end

-- What the bibliography has, by key.
function references.known(book)
  if not book.bibliography then
    book.bibliography = {}
    -- pandoc gives only what is cited, so all of it is.
    local everything = pandoc.Pandoc({}, book.meta).meta
    everything.nocite = pandoc.MetaInlines{
      pandoc.Cite({pandoc.Str('@*')}, {pandoc.Citation('*', 'NormalCitation')})}
    for _, reference in ipairs(read_bibliography(everything)) do
      book.bibliography[reference.id] = reference
    end
  end
  return book.bibliography
end

-- A Cite: our references become spans; citations are noted and left alone.
function references.expand(book, chapter, cite, line)
  local spans = pandoc.Inlines{}
  for i, citation in ipairs(cite.citations) do
    if not is_label(citation.id) then
      book.cited[#book.cited + 1] = {key = citation.id, file = chapter.path, line = line}
    else
      chapter:names(citation.id)
      if i > 1 then
        local last = i == #cite.citations
        spans:extend{pandoc.Str(last and (i > 2 and ', and' or ' and') or ','), pandoc.Space()}
      end
      spans:extend(citation.prefix)
      if #citation.prefix > 0 then spans:insert(pandoc.Space()) end
      spans:insert(pandoc.Span({}, pandoc.Attr('', {'xref'}, {
        label = citation.id, file = chapter.path, line = tostring(line or ''),
        bare = citation.mode == 'SuppressAuthor' and 'yes' or '',
      })))
      spans:extend(citation.suffix)
    end
  end
  if #spans > 0 then return spans end
  local marks = {}
  for _, citation in ipairs(cite.citations) do
    terms.cited(book, chapter, references.known(book)[citation.id], marks)
  end
  return book.writer.index_place({cite}, marks)
end

-- A span of the above, once every label is known.
function references.resolve(book, span)
  local label = span.attributes.label
  if book.outputs[label] then
    local meant, places = outputs.meant(book, label, span.attributes.file)
    if not meant then
      report.error(span.attributes.file, tonumber(span.attributes.line),
        'reference ' .. label .. ': ' .. #places .. ' outputs are called so ('
        .. table.concat(places, ', ') .. '); give one of them a label of its own')
    end
    label = meant or label
  end
  local entry = book.labels[label]
  if not entry then
    report.error(span.attributes.file, tonumber(span.attributes.line),
      'reference ' .. label .. ': nothing has this label'
      .. text.nearest(label, text.keys(book.labels)))
    return pandoc.Str(label)
  end
  local words = pandoc.Inlines{}
  if entry.number then
    local number = entry.kind == 'eq' and '(' .. entry.number .. ')' or entry.number
    if span.attributes.bare == 'yes' then
      words:insert(pandoc.Str(number))
    else
      words:insert(pandoc.Str(numbering.word(entry) .. '\u{A0}' .. number))
    end
  else
    words:extend(entry.title or {pandoc.Str(label)})
  end
  return book.writer.reference{label = label, kind = entry.kind, words = words}
end

-- Every key that is cited must be in the bibliography.
function references.check_citations(book)
  for _, c in ipairs(book.cited) do
    if not references.known(book)[c.key] then
      report.error(c.file, c.line, 'citation ' .. c.key .. ': the bibliography has no such entry'
                   .. text.nearest(c.key, text.keys(references.known(book))))
    end
  end
end

return references
