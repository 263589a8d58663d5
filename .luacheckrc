-- pandoc's filters are found by the names of their functions.
std = "lua53"
max_line_length = 110
files["press/**"] = {
  globals = { "Pandoc", "Meta", "Blocks", "Inlines" },
  read_globals = { "pandoc", "PANDOC_SCRIPT_FILE", "PANDOC_STATE",
    "PANDOC_VERSION", "FORMAT" },
}
files["press/pdf"] = {
  read_globals = { "tex", "node", "font", "token", "pdf", "luatexbase" },
}
