-- Code as pandoc colours it, html or latex. What is coloured once is kept (see
-- cache.lua), for each version of pandoc: to colour all of it would take a third
-- of the time of the pages.

local cache = require 'cache'

local coloured = {}

local build = os.getenv('BOOK_BUILD') or 'build'
local files = {} -- by format: its path, what it had, what this run asked for

local function open(format)
  if not files[format] then
    local path = build .. '/press/code-' .. format .. '-' .. tostring(PANDOC_VERSION) .. '.cache'
    files[format] = {path = path, known = cache.load(path), asked = {}, is_new = false}
  end
  return files[format]
end

function coloured.code(code, class, format)
  local file, key = open(format), pandoc.utils.sha1(class .. '\n' .. code)
  local kept = file.asked[key] or file.known[key]
  if not kept then
    local block = pandoc.CodeBlock(code, pandoc.Attr('', {class}))
    kept = cache.escape(pandoc.write(pandoc.Pandoc{block}, format))
    file.is_new = true
  end
  file.asked[key] = kept
  return cache.unescape(kept)
end

function coloured.keep()
  for _, file in pairs(files) do
    if file.is_new then cache.save(file.path, file.asked) end
  end
end

return coloured
