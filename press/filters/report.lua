-- Errors: collected, so that one run tells all of them, then printed in the
-- order of the book, one sentence each, with file and line.

local report = {}

local errors, seen = {}, {}

function report.error(file, line, message)
  local where = line and (file .. ':' .. line) or file
  local text = where .. ': ' .. message
  if seen[text] then return end
  seen[text] = true
  errors[#errors + 1] = {file = file, line = line or 0, order = #errors, text = text}
end

function report.count()
  return #errors
end

-- Ends the run when something was wrong. pandoc writes its output only after
-- the filters, so nothing half done is left behind.
function report.stop_on_errors()
  if #errors == 0 then return end
  table.sort(errors, function(a, b)
    if a.file ~= b.file then return a.file < b.file end
    if a.line ~= b.line then return a.line < b.line end
    return a.order < b.order
  end)
  for _, e in ipairs(errors) do
    io.stderr:write(e.text, '\n')
  end
  io.stderr:flush()
  os.exit(1)
end

return report
