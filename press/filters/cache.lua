-- What takes long to make and is the same in every run: kept in build/press/, a
-- line for each, under the digest of what it was made from.

local text = require 'strings'

local cache = {}

function cache.load(path)
  local known = {}
  for key, value in (text.read(path) or ''):gmatch('(%x+)\t([^\n]*)\n') do
    known[key] = value
  end
  return known
end

-- made: by digest, each in one line (see escape). True, or nil and why not.
function cache.write(path, made)
  local lines = {}
  for _, key in ipairs(text.keys(made)) do
    lines[#lines + 1] = key .. '\t' .. made[key] .. '\n'
  end
  return text.write(path, table.concat(lines))
end

-- The same at once, or not at all.
function cache.save(path, made)
  os.execute('mkdir -p ' .. text.quote(path:match('^(.*)/')))
  local draft = os.tmpname()
  os.remove(draft)
  draft = path .. '.' .. text.basename(draft)
  if cache.write(draft, made) then os.rename(draft, path) end
end

function cache.escape(s)
  return (s:gsub('[\\\n\t]', {['\\'] = '\\\\', ['\n'] = '\\n', ['\t'] = '\\t'}))
end

function cache.unescape(s)
  return (s:gsub('\\(.)', {['\\'] = '\\', n = '\n', t = '\t'}))
end

return cache
