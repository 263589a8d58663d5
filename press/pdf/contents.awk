# usage: awk -f contents.awk book.tex
#
# The contents of a book that was never typeset, as TeX would keep them, from its
# headings: no page is right, but how much room they take is.
function line(level, number, title) {
    number = number == "" ? "\\nonumberline " : "\\numberline {" number "}"
    printf "\\contentsline {%s}{%s%s}{0}{}%%\n", level, number, title
}
/^\\bookappendix/ { letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"; chapters = 0 }
/^\\(chapter|section)[*]?[{].*[}]\\label[{]/ {
    title = $0
    sub(/^[^{]*[{]/, "", title)
    sub(/[}]\\label[{].*/, "", title)
}
/^\\chapter[*]/ { chapter = ""; line("chapter", "", title) }
/^\\chapter[{]/ {
    chapters++
    sections = 0
    chapter = letters ? substr(letters, chapters, 1) : chapters
    line("chapter", chapter, title)
}
/^\\section[{]/ {
    line("section", chapter == "" ? "" : chapter "." ++sections, title)
}
/\\index[{]/ { indexed = 1 }
END { if (indexed) line("chapter", "", "Index") }
