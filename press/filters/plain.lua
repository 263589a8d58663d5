-- Captions as plain text, for what takes no markup: the title of a picture.

local maths = require 'maths'
local text = require 'strings'

local plain = {}

local signs = {
  alpha = 'α', beta = 'β', gamma = 'γ', delta = 'δ', epsilon = 'ε', varepsilon = 'ε', eta = 'η',
  theta = 'θ', kappa = 'κ', lambda = 'λ', mu = 'μ', pi = 'π', rho = 'ρ', sigma = 'σ', tau = 'τ',
  phi = 'φ', omega = 'ω', Delta = 'Δ', Sigma = 'Σ', nabla = '∇', partial = '∂', infty = '∞',
  cdot = '·', times = '×', le = '≤', ge = '≥', ne = '≠', approx = '≈', to = '→', pm = '±',
  sqrt = '√', quad = ' ', mathsf = '', mathrm = '', text = '', left = '', right = '', lVert = '‖',
  rVert = '‖', lvert = '|', rvert = '|',
}

-- A formula in one line: x^2, 1/2, √β. What has no sign keeps its name.
function plain.formula(tex)
  local s = tex:gsub('\\[td]?frac%s*(%d)%s*(%d)', '%1/%2')
  s = s:gsub('\\[td]?frac%s*{([^{}]*)}%s*{([^{}]*)}', '%1/%2')
  s = s:gsub('\\[,;: ]', ' '):gsub('\\(%a+)(%s*)', function(name, blank)
    return signs[name] == '' and '' or (signs[name] or name) .. blank
  end)
  return text.trim((s:gsub('[{}\\]', ''):gsub('%-', '\u{2212}'):gsub('%s+', ' ')))
end

local entities = {amp = '&', lt = '<', gt = '>', quot = '"'}

-- The HTML of a writer: numbers, which may have an exponent, and quotations.
local function markup(html)
  return (html:gsub('<sup>', '^'):gsub('<[^>]*>', ''):gsub('&(%a+);', entities))
end

-- Inlines as they are when references are resolved, but formulas are not.
function plain.inlines(book, inlines)
  local simple = pandoc.Inlines(inlines):walk{
    RawInline = function(r)
      local formula = maths.at(book, r)
      return pandoc.Str(formula and plain.formula(formula.text) or markup(r.text))
    end,
    Note = function() return {} end,
  }
  return text.trim((pandoc.utils.stringify(simple):gsub('%s+', ' ')))
end

-- Its first sentence, without the full stop.
function plain.sentence(s)
  return (s:match('^(.-[^%s.])%.%s') or s:match('^(.-)%.?$'))
end

return plain
