# Downhill: gradient descent in C. One file makes everything; `make help`.
#
#   code/NN-name.c     -> build/bin/NN-name -> build/output/NN-name.txt
#                                           -> build/data/NN-name.tsv
#   figures/NN-name.c + data                -> build/figures/NN-name/*.svg, *.pdf
#   chapters + listings + output + data + figures
#                      -> build/site/, build/downhill.pdf, build/downhill.epub
#
# A new chapter is three new files with one stem, and no edit here. A file is
# written under a temporary name and moved when whole, so whatever stands in
# build/ can be trusted, also after an interruption.

# $(file <) came with 4.2, in 2016; Apple ships 3.81.
ifneq ($(firstword $(sort 4.2 $(MAKE_VERSION))),4.2)
$(error GNU make 4.2 or newer is needed, this is $(MAKE_VERSION): install it \
  (brew install make) and call it by its name there (gmake))
endif

BUILD ?= build
# The name stands in rules, in lists and in the shell's words, where these mean
# something else; and clean removes what it names.
ODD := \# $$ ' " ` , : ; % \ * ? [ ] { } ( ) < > | & ! = ~ ^
ifneq ($(words x$(value BUILD)x)$(strip $(filter -%,$(value BUILD)) \
  $(foreach c,$(ODD),$(findstring $c,$(value BUILD)))),1)
$(error the build directory cannot be called "$(strip $(value BUILD))": a name \
  there has no blank, none of $(ODD), and no - at its beginning)
endif
ifeq ($(BUILD),)
$(error the build directory has no name: BUILD is empty)
endif

# No output depends on who runs it, or where.
export LC_ALL := C.UTF-8
export TZ := UTC0

# Make's own rules and variables cost a millisecond: what builds goes without
# them (-rR, below).
CC := $(if $(filter default undefined,$(origin CC)),cc,$(CC))
AR ?= ar

# What to make --------------------------------------------------------------

.DEFAULT_GOAL := book
GOALS := $(or $(MAKECMDGOALS),book)

.PHONY: setup
# What a goal needs, in groups of setup/needs.tsv: setup installs for the goals
# beside it (alone, everything), and a build asks for it before it begins.
NEEDS_book := programs figures book pdf epub
NEEDS_site := programs figures book
NEEDS_pdf := programs figures book pdf
NEEDS_epub := programs figures book epub
NEEDS_programs := programs
NEEDS_figures := programs figures
NEEDS_test := programs figures book test
NEEDS_formulas := $(NEEDS_test)
NEEDS_golden := $(NEEDS_test)
NEEDS_bless := $(NEEDS_test)
NEEDS_chapter := $(NEEDS_test)
NEEDS_mutants := $(NEEDS_test)
NEEDS_sanitize := $(NEEDS_test)
NEEDS_coverage := $(NEEDS_test)
NEEDS_fuzz := $(NEEDS_test) check
NEEDS_bench := programs figures book live
NEEDS_check := programs figures book pdf epub test check
NEEDS_fresh := $(NEEDS_check)
NEEDS_live := programs live
NEEDS_live-test := programs figures book live test check
NEEDS_browsers := programs figures book live
WANTED := $(sort $(foreach goal,$(GOALS:check-%=check),$(NEEDS_$(goal))))
setup:
	@CC='$(CC)' setup/install $(WANTED) $(if $(filter no,$(LIVE)),,\
	  $(if $(filter book,$(WANTED)),live))

# What writes into the build directory does so in a make that has it to itself,
# which this one may be already. -q only asks; its answer is an exit status.
# Nothing but what this needs is read before it, since every make pays for it.
CONTENDED := $(strip $(if $(filter $(BUILD),$(BOOK_ALONE))$(findstring q,\
  $(filter-out --%,$(firstword -$(MAKEFLAGS)))),,\
  $(filter-out setup help mutants,$(GOALS))))

# `make setup book`, `make clean book`: the tools first, or the removal, then all
# else in a make of its own, so that nothing of the book starts before them, under
# -j too.
FIRST := $(firstword $(filter setup,$(GOALS)) $(filter clean,$(GOALS)))
LATER := $(filter-out $(FIRST),$(GOALS))
ifneq ($(and $(FIRST),$(LATER)),)
.PHONY: $(GOALS)
$(LATER): $(FIRST)
	$(if $(filter $@,$(firstword $(LATER))),+@$(MAKE) --no-print-directory \
	  $(LATER),@:)
ifeq ($(FIRST),clean)
clean:
	+@$(MAKE) --no-print-directory clean
endif
else ifneq ($(CONTENDED),)
.PHONY: $(GOALS)
$(GOALS):
	$(if $(filter $@,$(firstword $(GOALS))),+@setup/alone $(BUILD) $(MAKE) -rR \
	  --no-print-directory $(GOALS),@:)
else # to the end of this file

# The day of this edition (2026-11-22, UTC). The files of the book carry it in
# place of the clock's time, so that they are the same bytes wherever and
# whenever they are made.
export SOURCE_DATE_EPOCH ?= 1795305600

# press/ finds the programs' results there.
export BOOK_BUILD := $(BUILD)

# -ffp-contract=off: the same digits with and without fused multiply-add.
# -fno-math-errno: lets sqrt be vectorised. Never -ffast-math: it optimises
# the tests for NaN away, and a diverging run then reports convergence. With
# -march gcc makes vectors of a step in two variables, which costs more than it
# gains; without it the same switch would cost a quarter.
CFLAGS ?= -O2
WARNINGS = -std=c11 -fno-math-errno -ffp-contract=off -Wall -Wextra \
  -Wpedantic -Wshadow -Wconversion -Wdouble-promotion -Wstrict-prototypes \
  -Wmissing-prototypes $(if $(WERROR),-Werror) \
  $(if $(findstring -march,$(CFLAGS)),-fno-tree-slp-vectorize) \
  $(if $(SANITIZE),-g $(SANITIZERS)) $(if $(COVERAGE),--coverage) \
  $(if $(findstring clang,$(CC)),$(CLANG_WARNINGS))
# clang 19 warns where an enumerator meets a double: here enumerators are whole
# numbers with names.
CLANG_WARNINGS = -Wno-enum-float-conversion
SANITIZERS = -fsanitize=address,undefined -fno-sanitize-recover=all
FIGURE_FLAGS = -Ifigures @$(BUILD)/needs/pangocairo.cflags
LDFLAGS ?=

# no: a book without live figures. They are left out, with a sentence, where a
# tool for them is missing, too.
LIVE ?= yes

# What is there -------------------------------------------------------------

GD := $(wildcard code/gd/*.c)
# The layer that draws, and what several drawing programs share.
PLOT := $(wildcard figures/plot/*.c figures/own/*.c)
# What the chapter programs share; the others in code/ are the reader's.
SHARED := $(wildcard code/shared/*.c)
# Chapters have numbers; an appendix with a program of its own has a letter. The
# playground is a page with a program, and a program like theirs.
CHAPTER_SOURCES := $(wildcard code/[0-9A-Z]*-*.c code/playground.c)
OTHER_SOURCES := $(filter-out $(CHAPTER_SOURCES),$(wildcard code/*.c))
EXERCISE_SOURCES := $(wildcard code/exercises/*.c)
# One draws what the reader's own program tells, the others a chapter's data.
FIGURE_SOURCES := $(wildcard figures/*.c)
CHAPTER_FIGURES := $(wildcard figures/[0-9A-Z]*-*.c figures/playground.c)
TEST_SOURCES := $(wildcard tests/test-*.c)
FORMULA_SOURCES := $(wildcard tests/formulas/*.c)
FUZZ_SOURCES := $(wildcard tests/fuzz/*.c)
BENCH_SOURCES := $(wildcard tests/bench/*.c)
TEXT := book.md $(wildcard terms.txt chapters/*.md)
# All files of press/, which has rooms but no rooms in them.
ROOMS := $(filter-out press/node_modules/,$(wildcard press/*/))
PRESS := $(filter-out press/node_modules $(ROOMS:/=),$(sort $(wildcard \
  press/.[!.]* press/* $(ROOMS:=*))))
# Listings are cut from any of these.
LISTED := $(GD) $(PLOT) $(CHAPTER_SOURCES) $(OTHER_SOURCES) $(SHARED) \
  $(EXERCISE_SOURCES) $(FIGURE_SOURCES) $(wildcard code/shared/*.h code/gd/*.h \
  code/data/* code/exercises/*.h figures/*.h figures/plot/*.h \
  figures/own/*.h)

STEMS := $(CHAPTER_SOURCES:code/%.c=%)
OUTPUTS := $(STEMS:%=$(BUILD)/output/%.txt)
# The reader's own programs, on the examples that a chapter shows, and those of
# the exercises, whose tables the solutions show.
SHOWN := $(patsubst code/%-examples,$(BUILD)/output/%.txt,\
  $(wildcard code/*-examples))
SOLVED := $(EXERCISE_SOURCES:code/%.c=$(BUILD)/output/%.txt)
DATA := $(STEMS:%=$(BUILD)/data/%.tsv)
KNOBS := $(STEMS:%=$(BUILD)/knobs/%.tsv)
FIGURES := $(FIGURE_SOURCES:figures/%.c=$(BUILD)/figures/%/index.tsv)
EXTRACTS := $(FIGURE_SOURCES:figures/%.c=$(BUILD)/extracts/%/reads.txt)
PROGRAMS := $(STEMS:%=$(BUILD)/bin/%) $(OTHER_SOURCES:code/%.c=$(BUILD)/bin/%)
EXERCISES := $(EXERCISE_SOURCES:code/%.c=$(BUILD)/bin/%)
FIGURE_PROGRAMS := $(FIGURE_SOURCES:%.c=$(BUILD)/bin/%)
TESTS := $(TEST_SOURCES:%.c=$(BUILD)/bin/%)
FORMULAS := $(FORMULA_SOURCES:%.c=$(BUILD)/bin/%)
PLOT_TESTS := $(filter $(BUILD)/bin/tests/test-plot%,$(TESTS))
BENCHES := $(patsubst %.c,$(BUILD)/bin/%,$(filter-out %/update.c,\
  $(BENCH_SOURCES)))
FUZZERS := $(FUZZ_SOURCES:%.c=$(BUILD)/bin/%)
SAME_PICTURE := $(BUILD)/bin/tests/same-picture
LOOKS := $(FIGURE_SOURCES:figures/%.c=$(BUILD)/bin/tests/looks/%)
GOLDEN := $(BUILD)/bin/tests/golden
FAIL_ALLOC := $(BUILD)/bin/tests/fail-alloc.so

LIBGD := $(BUILD)/lib/libgd.a
LIBPLOT := $(BUILD)/lib/libplot.a
# An archive: a program takes what it asks for, and a test with a chapter_main
# of its own does not get this one.
LIBCHAPTER := $(if $(SHARED),$(BUILD)/lib/libchapter.a)

object = $(1:%.c=$(BUILD)/obj/%.o)
comma := ,
# The chapters' programs once more, by musl-gcc: see tests/golden.c.
MUSL := $(BUILD)/musl
MUSL_OBJECTS := $(patsubst %.c,$(MUSL)/obj/%.o,$(GD) $(CHAPTER_SOURCES) \
  $(SHARED))
MUSL_LIBRARY := $(filter-out $(STEMS:%=$(MUSL)/obj/code/%.o),$(MUSL_OBJECTS))
MUSL_PROGRAMS := $(STEMS:%=$(MUSL)/bin/%)
MUSL_OUTPUTS := $(STEMS:%=$(MUSL)/output/%.txt)
MUSL_DATA := $(STEMS:%=$(MUSL)/data/%.tsv)
MUSL_TURNED := $(STEMS:%=$(MUSL)/turned/%.txt)
# And once more for the page, with the drawing programs, a module a chapter.
# There live/ stands for pango and for what cairo does with files.
WASM := $(BUILD)/wasm
WASM_CC ?= clang --target=wasm32-wasi
WASM_FLAGS = $(WARNINGS) $(CLANG_WARNINGS) $(CPPFLAGS) -O2 \
  -D_WASI_EMULATED_SIGNAL -Icode -Ilive -Ifigures
WASM_SHARED := $(patsubst %.c,$(WASM)/obj/%.o,$(GD) $(SHARED) \
  $(wildcard live/*.c) $(filter-out $(addprefix figures/plot/,files.c \
  program.c svg.c svg-path.c svg-style.c words.c),$(PLOT)))
WASM_CHAPTERS := $(patsubst %.c,$(WASM)/obj/%.o,$(CHAPTER_SOURCES) \
  $(CHAPTER_FIGURES))
LIVE_MODULES := $(STEMS:%=$(BUILD)/live/%.wasm)
LIVE_SCRIPTS := $(STEMS:%=$(BUILD)/live/%.js)
LIVE_DATA := $(patsubst code/%,$(BUILD)/live/%.js,\
  $(wildcard code/data/*.csv code/data/*.tsv))
# Named, the lists stay: what only pattern rules know, make 4.4 takes away.
GOLDEN_RESULTS := $(MUSL_OUTPUTS) $(MUSL_DATA) $(MUSL_TURNED) \
  $(STEMS:%=$(MUSL)/knobs/%.tsv)
NEED = $(BUILD)/needs
OBJECTS := $(call object,$(GD) $(PLOT) $(CHAPTER_SOURCES) $(OTHER_SOURCES) \
  $(EXERCISE_SOURCES) $(FIGURE_SOURCES) $(TEST_SOURCES) $(BENCH_SOURCES) \
  $(FORMULA_SOURCES) $(SHARED) $(wildcard live/turn.c tests/same-picture.c \
  tests/looks.c tests/golden.c tests/fail-alloc.c))
WASM_OBJECTS := $(WASM_SHARED) $(WASM_CHAPTERS)
# All directories at once: to name each as a prerequisite of what comes to lie in
# it would cost every make a millisecond.
MADE := $(OBJECTS) $(MUSL_OBJECTS) $(WASM_OBJECTS) $(PROGRAMS) $(EXERCISES) \
  $(FIGURE_PROGRAMS) $(TESTS) $(FORMULAS) $(BENCHES) $(SAME_PICTURE) \
  $(GOLDEN) $(LOOKS) $(FAIL_ALLOC) $(FUZZERS)
DIRECTORIES := $(sort $(dir $(MADE)) $(addprefix $(BUILD)/,needs/ lib/ \
  knobs/ live/data/ output/exercises/ data/ turned/ figures/) \
  $(addprefix $(MUSL)/,bin/ knobs/ output/ data/ turned/))
ABSENT := $(filter-out $(wildcard $(DIRECTORIES)),$(DIRECTORIES))
ifneq ($(and $(ABSENT),$(filter $(BUILD),$(BOOK_ALONE))),)
$(shell mkdir -p $(ABSENT))
endif

# NAME=07-newton names a chapter, for `make chapter` and `make bless`.
NAME :=

.PHONY: book site pdf epub live programs figures test formulas check sanitize \
  bench fresh golden bless chapter live-test browsers test-sanitized coverage \
  test-covered help clean FORCE
live: $(LIVE_MODULES) $(LIVE_SCRIPTS) $(LIVE_DATA)
book: $(BUILD)/site/downhill-source.zip
site: $(BUILD)/site/index.html
pdf: $(BUILD)/downhill.pdf
epub: $(BUILD)/downhill.epub
programs: $(PROGRAMS) $(EXERCISES) $(OUTPUTS) $(SHOWN) $(SOLVED) $(DATA) \
  $(KNOBS)
figures: $(FIGURES)

help:
	@echo 'make              the book: $(BUILD)/site/index.html,'
	@echo '                  $(BUILD)/downhill.pdf, $(BUILD)/downhill.epub'
	@echo 'make setup        install what is missing; make setup book is one step'
	@echo 'make site         the HTML pages;  make pdf;  make epub'
	@echo 'make live         the modules of the live figures'
	@echo 'make programs     the programs, their reports and their data'
	@echo 'make figures      the figures, as SVG and PDF'
	@echo 'make test         the tests of the code, the figures and the press'
	@echo 'make formulas     the formulas of the text against the code (in make test)'
	@echo 'make golden       reports, data and pictures against tests/golden (in make test)'
	@echo 'make bless        show what has moved there, and accept it'
	@echo 'make check        style, other systems, links, HTML, EPUB, accessibility,'
	@echo '                  same bytes; make check-links and the like do one'
	@echo 'make live-test    the live figures: what they compute, and in Chromium'
	@echo '                  what a reader does with them'
	@echo 'make browsers     the same in short in Firefox and WebKitGTK, if there'
	@echo 'make chapter      NAME=07-newton: the files of a new chapter, to begin with'
	@echo 'make sanitize     the tests under ASan and UBSan'
	@echo 'make coverage     how much of code/gd and figures/plot the tests run'
	@echo 'make fuzz         random input for what reads, FUZZ_SECONDS=600 each; says'
	@echo '                  how many inputs each has tried'
	@echo 'make bench        what a step, a figure, a build and a live frame cost, in'
	@echo '                  $(BUILD)/bench.tsv, beside what gnuplot-nox, libgsl-dev,'
	@echo '                  libnlopt-dev and python3-matplotlib take, if there;'
	@echo '                  with LIMITS=1 it fails when a limit is missed'
	@echo 'make mutants      random changes of text, code and figures, and what notices'
	@echo '                  them: FILES=code/gd/split.c COUNT=40 SEED=1; with LIMIT=n'
	@echo '                  it fails when more than n survive that are not known'
	@echo 'make fresh        all of it on a bare Debian, as root: bookworm and'
	@echo '                  trixie, or SUITE=one; with the text of this build'
	@echo 'make clean        remove $(BUILD)/'
	@echo
	@echo 'CC=clang          another compiler; WERROR=1 makes warnings errors'
	@echo 'STRICT=1 make     labels that meet and the like are errors, as in CI'
	@echo 'V=1               show the commands'
	@echo 'LIVE=no           leave the figures still'
	@echo 'BUILD=dir         build elsewhere than in build/'

clean:
	rm -rf $(BUILD)

.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

# Whether the tools for live figures are there is found out before the rest is
# read, and again by every make while one is missing: a no that was there stays as
# it is, since make reads all again after what is younger. (Not by what has no need
# of it and runs without the lock.)
BUILDING := $(filter-out clean help setup mutants,$(GOALS))
ifneq ($(BUILDING),)
ifneq ($(LIVE),no)
-include $(NEED)/live.mk
$(NEED)/live.mk: setup/check setup/needs.tsv
	@mkdir -p $(@D)
	@if setup/check -s $@.tmp live 2>/dev/null; then \
	  { sed 's|^$@.tmp:|$@:|' $@.tmp && echo 'LIVE_READY := yes'; } >$@.new; \
	else \
	  printf '$@: FORCE\nLIVE_READY := no\n' >$@.new; \
	fi; rm -f $@.tmp
	@if grep -q FORCE $@.new && cmp -s $@.new $@; then rm $@.new; \
	  else mv $@.new $@; fi
endif
endif

# $(call remember,FILE,TEXT): FILE holds TEXT; what depends on it is made anew
# when TEXT changes. Make 4.3 now and then leaves a file's last newline to what it
# has read: strip takes it off.
define remember
ifneq ($$(strip $$(file <$1)),$(strip $2))
$1: FORCE
endif
$1:
	@printf '%s\n' '$2' >$1.tmp && mv $1.tmp $1
endef
$(eval $(call remember,$(BUILD)/needs/flags,$(strip $(CC) $(WARNINGS) \
  $(CFLAGS) $(CPPFLAGS) $(LDFLAGS))))
$(eval $(call remember,$(BUILD)/needs/wasm-flags,$(strip $(WASM_CC) \
  $(WASM_FLAGS))))
$(eval $(call remember,$(BUILD)/needs/live-ready,$(LIVE_READY)))
$(eval $(call remember,$(BUILD)/needs/gd.list,$(GD)))
$(eval $(call remember,$(BUILD)/needs/plot.list,$(PLOT)))
$(eval $(call remember,$(BUILD)/needs/shared.list,$(SHARED)))
$(eval $(call remember,$(BUILD)/needs/book.list,$(TEXT) $(LISTED) $(SHOWN) $(PRESS)))

# What the compilers say of headers. What the book asks for is gathered into one
# file, which is read sooner than two hundred; a make that has not the build to
# itself only reads. The rest is of no use to the book.
NOTED := $(filter-out $(BUILD)/obj/tests/%,$(OBJECTS)) $(WASM_OBJECTS)
NOTES := $(wildcard $(NOTED:.o=.d))
OTHER_NOTES = $(wildcard $(patsubst %.o,%.d,$(MUSL_OBJECTS) \
  $(filter $(BUILD)/obj/tests/%,$(OBJECTS))))
ifneq ($(BUILDING),)
ifeq ($(BOOK_ALONE),$(BUILD))
-include $(NEED)/headers.mk
$(NEED)/headers.mk: $(NOTES)
	@cat /dev/null $^ >$@.tmp && mv $@.tmp $@
else
-include $(NOTES)
endif
ifneq ($(filter-out book site pdf epub programs figures live,$(GOALS)),)
-include $(OTHER_NOTES)
endif
endif
# A header that is gone is nobody's fault: what had asked for it is compiled
# again, and says what it lacks.
%.h: ;

# A tool that is missing is named before anything is half built, and with it
# all others that the goals will ask for. The stamps depend on the tools
# themselves (see setup/check).
NEEDS := $(addprefix $(NEED)/,programs figures book pdf epub live test check)
$(NEEDS): setup/check setup/needs.tsv press/package-lock.json
	@CC='$(CC)' setup/check -s $@ $(@F) || \
	  { CC='$(CC)' setup/check $(filter-out $(@F),$(WANTED)); exit 1; }
$(NEED)/figures: | $(NEED)/programs
$(NEED)/book: | $(NEED)/figures
$(NEED)/pdf $(NEED)/epub $(NEED)/test: | $(NEED)/book
$(NEED)/live: | $(NEED)/programs
$(NEED)/check: | $(NEED)/test
$(OBJECTS): | $(addprefix $(NEED)/,$(WANTED))
include $(if $(BUILDING),$(wildcard $(WANTED:%=$(NEED)/%)))
# -isystem: their headers answer for their own warnings.
$(NEED)/pangocairo.cflags: $(NEED)/figures
	@pkg-config --cflags pangocairo | sed 's/-I/-isystem /g' >$@.tmp
	@pkg-config --libs pangocairo >$(@:.cflags=.libs).tmp
	@mv $(@:.cflags=.libs).tmp $(@:.cflags=.libs) && mv $@.tmp $@

# Compiling -----------------------------------------------------------------

# V=1 shows the commands themselves.
say = $(if $(V),,@printf '  %-8s%s\n' $1 $(or $2,$@);)

compile = $(call say,compile,$<) $(CC) $(WARNINGS) $(CFLAGS) $(CPPFLAGS) $1 -MMD -MT $@ \
  -MF $(@:.o=.d) -c -o $@.tmp $< && mv $@.tmp $@
link = $(call say,link) $(CC) $(WARNINGS) $(CFLAGS) $(LDFLAGS) -o $@.tmp $1 && mv $@.tmp $@
# D: no dates, the same bytes. Apple's ar refuses it. In a directory of its own,
# where it may leave what it has begun when it is killed.
archive = $(call say,archive) rm -rf $@.tmp && mkdir $@.tmp && \
  { $(AR) rcD $@.tmp/all $(filter %.o,$^) 2>/dev/null || \
    $(AR) rc $@.tmp/all $(filter %.o,$^); } && mv $@.tmp/all $@ && \
  rm -r $@.tmp

$(OBJECTS): $(BUILD)/obj/%.o: %.c $(NEED)/flags | $(NEED)/programs
$(call object,$(filter code/%,$(GD) $(CHAPTER_SOURCES) $(OTHER_SOURCES) \
  $(EXERCISE_SOURCES) $(SHARED))):
	$(call compile,-Icode)
$(call object,$(PLOT) $(FIGURE_SOURCES) tests/same-picture.c \
  tests/looks.c):
	$(call compile,$(FIGURE_FLAGS))
$(call object,$(filter tests/test-plot%,$(TEST_SOURCES))):
	$(call compile,-Itests -Icode $(FIGURE_FLAGS))
$(call object,$(filter-out tests/test-plot%,$(TEST_SOURCES) \
  $(FORMULA_SOURCES) $(BENCH_SOURCES))):
	$(call compile,-Itests -Icode)
$(call object,tests/test-live-turn.c live/turn.c): private CPPFLAGS += -Ilive
$(call object,live/turn.c):
	$(call compile,-Icode)
$(call object,tests/golden.c):
	$(call compile)
$(call object,tests/fail-alloc.c):
	$(call compile,-fPIC)
$(call object,$(PLOT) $(FIGURE_SOURCES) $(filter tests/test-plot%,\
  $(TEST_SOURCES)) tests/same-picture.c tests/looks.c): \
  $(NEED)/pangocairo.cflags
$(call object,$(TEST_SOURCES) $(FORMULA_SOURCES)): | $(NEED)/test
# Chapter 6 trains for seconds; what draws is compiled beside it.
$(call object,$(PLOT) $(FIGURE_SOURCES)): | $(PROGRAMS)
# A large step is a matter of memory only if its arithmetic is vectorised.
$(call object,code/gd/optimizer.c code/gd/network.c code/gd/muon.c \
  tests/bench/update.c): private CFLAGS += -O3

$(LIBGD): $(call object,$(GD)) $(NEED)/gd.list
	$(archive)
$(LIBPLOT): $(call object,$(PLOT)) $(NEED)/plot.list
	$(archive)
$(BUILD)/lib/libchapter.a: $(call object,$(SHARED)) $(NEED)/shared.list
	$(archive)

$(PROGRAMS) $(EXERCISES): $(BUILD)/bin/%: $(BUILD)/obj/code/%.o \
  $(LIBCHAPTER) $(LIBGD)
	$(call link,$^ -lm)
$(FIGURE_PROGRAMS): $(BUILD)/bin/%: $(BUILD)/obj/%.o $(LIBPLOT)
	$(call link,$^ @$(NEED)/pangocairo.libs -lm)
$(PLOT_TESTS): $(BUILD)/bin/%: $(BUILD)/obj/%.o $(LIBPLOT) $(LIBGD)
	$(call link,$^ @$(NEED)/pangocairo.libs -lcmocka -lm)
$(filter-out $(PLOT_TESTS),$(TESTS)) $(FORMULAS): $(BUILD)/bin/%: \
  $(BUILD)/obj/%.o $(LIBCHAPTER) $(LIBGD)
	$(call link,$^ -lcmocka -lm)
# Of live/ what needs no page is tried outside of one.
$(BUILD)/bin/tests/test-live-turn: $(call object,live/turn.c)
$(BENCHES): $(BUILD)/bin/%: $(BUILD)/obj/%.o \
  $(call object,tests/bench/update.c) $(LIBGD)
	$(call link,$^ $(BESIDE) -lm)
# Measured beside the library where they are installed.
$(call object,tests/bench/minimum.c): private CPPFLAGS += \
  @$(NEED)/beside.cflags
$(call object,tests/bench/minimum.c): $(NEED)/beside.cflags
$(BUILD)/bin/tests/bench/minimum: private BESIDE := @$(NEED)/beside.libs
$(NEED)/beside.cflags: FORCE
	@for p in GSL:gsl NLOPT:nlopt; do \
	  pkg-config --exists $${p#*:} 2>/dev/null || continue; \
	  printf '%s ' -DHAVE_$${p%:*} $$(pkg-config --cflags $${p#*:}); \
	  pkg-config --libs $${p#*:} >&3; \
	done >$@.tmp 3>$(@:.cflags=.libs)
	@cmp -s $@.tmp $@ && rm $@.tmp || mv $@.tmp $@
$(SAME_PICTURE): $(call object,tests/same-picture.c)
	$(call link,$^ @$(NEED)/pangocairo.libs -lm)
# A drawing program whose figures are looked at instead of drawn.
$(LOOKS): private LDFLAGS += $(patsubst %,-Wl$(comma)--wrap=plot_%,\
  canvas_stroke canvas_fill canvas_mark arrow_draw \
  add_strip)
$(LOOKS): $(BUILD)/bin/tests/looks/%: $(BUILD)/obj/figures/%.o \
  $(call object,tests/looks.c) $(LIBPLOT)
	$(call link,$^ @$(NEED)/pangocairo.libs -lm)
$(GOLDEN): $(call object,tests/golden.c)
	$(call link,$^ -lm)
$(FAIL_ALLOC): $(call object,tests/fail-alloc.c)
	$(call link,-shared $^)
# The library's calls of malloc lead into the test.
$(BUILD)/bin/tests/test-no-memory: private LDFLAGS += \
  $(patsubst %,-Wl$(comma)--wrap=%,malloc calloc realloc free)

# With musl, whatever compiler and switches the rest is built with: its bytes
# are to depend on nothing but the sources.
$(MUSL_OBJECTS) $(MUSL_PROGRAMS): private override CC := musl-gcc
$(MUSL_OBJECTS) $(MUSL_PROGRAMS): private override CFLAGS := -O2
$(MUSL_OBJECTS) $(MUSL_PROGRAMS): private override CPPFLAGS :=
$(MUSL_OBJECTS) $(MUSL_PROGRAMS): private override LDFLAGS := -static
$(MUSL_OBJECTS): $(MUSL)/obj/%.o: %.c $(NEED)/flags | $(NEED)/test
	$(call compile,-Icode)
$(MUSL_PROGRAMS): $(MUSL)/bin/%: $(MUSL)/obj/code/%.o $(MUSL_LIBRARY) \
  $(NEED)/gd.list
	$(call link,$(filter %.o,$^) -lm)

# Running -------------------------------------------------------------------

# Some programs read data sets.
$(OUTPUTS) $(DATA) $(MUSL_OUTPUTS) $(MUSL_DATA): \
  $(wildcard code/data/*.csv code/data/*.tsv)
# Report and data come from one run. A rule with several patterns runs once
# for all of them, in old makes too.
tell = $(call say,run,$<) $< --list >$1.tmp && \
  $< --report $2 --data-file $3 && mv $1.tmp $1
$(BUILD)/knobs/%.tsv $(BUILD)/output/%.txt $(BUILD)/data/%.tsv: $(BUILD)/bin/%
	$(call tell,$(BUILD)/knobs/$*.tsv,$(BUILD)/output/$*.txt,$(BUILD)/data/$*.tsv)
$(MUSL)/knobs/%.tsv $(MUSL)/output/%.txt $(MUSL)/data/%.tsv: $(MUSL)/bin/%
	$(call tell,$(MUSL)/knobs/$*.tsv,$(MUSL)/output/$*.txt,$(MUSL)/data/$*.tsv)
# The same with turned knobs; the golden ones are musl's.
turned = $(call say,turn,$<) tests/settings/tell.mjs $< $1 $@
TURNED_BY := tests/settings/tell.mjs tests/settings/cases.mjs \
  $(wildcard code/data/*.csv code/data/*.tsv)
SETTINGS := $(wildcard tests/settings/*.tsv)
$(SETTINGS:tests/settings/%.tsv=$(BUILD)/turned/%.txt): $(BUILD)/turned/%.txt: \
  tests/settings/%.tsv
$(SETTINGS:tests/settings/%.tsv=$(MUSL)/turned/%.txt): $(MUSL)/turned/%.txt: \
  tests/settings/%.tsv
$(BUILD)/turned/%.txt: $(BUILD)/bin/% $(BUILD)/knobs/%.tsv $(TURNED_BY)
	$(call turned,$(BUILD)/knobs/$*.tsv)
$(MUSL)/turned/%.txt: $(MUSL)/bin/% $(MUSL)/knobs/%.tsv $(TURNED_BY)
	$(call turned,$(MUSL)/knobs/$*.tsv)
$(SHOWN): $(BUILD)/output/%.txt: code/%-examples $(BUILD)/bin/%
	$(call say,run) code/$*-examples $(BUILD)/bin/$* >$@.tmp && mv $@.tmp $@
$(BUILD)/data/descend.tsv: code/descend-examples $(BUILD)/bin/descend
	$(call say,run) code/descend-examples $(BUILD)/bin/descend valley >$@.tmp \
	  && mv $@.tmp $@
$(SOLVED): $(BUILD)/output/%.txt: $(BUILD)/bin/%
	$(call say,run,$<) $< >$@.tmp && mv $@.tmp $@
# The old figures go only when all of the new ones are there.
$(FIGURES): $(BUILD)/figures/%/index.tsv: $(BUILD)/bin/figures/% \
  $(BUILD)/data/%.tsv
	$(call say,draw) rm -rf $(@D).tmp && mkdir $(@D).tmp
	@$< $(BUILD)/data/$*.tsv $(@D).tmp && rm -rf $(@D) && mv $(@D).tmp $(@D)

# What each of them was drawn from, for the site.
$(EXTRACTS): $(BUILD)/extracts/%/reads.txt: $(BUILD)/data/%.tsv \
  $(BUILD)/figures/%/index.tsv press/html/extract | $(NEED)/book
	$(call say,extract) press/html/extract $(BUILD)/data/$*.tsv \
	  $(BUILD)/figures/$*/index.tsv $(@D)

# Live figures --------------------------------------------------------------

wasm_compile = $(call say,wasm,$<) $(WASM_CC) $(WASM_FLAGS) $1 \
  -MMD -MT $@ -MF $(@:.o=.d) -c -o $@.tmp $< && mv $@.tmp $@

$(WASM_OBJECTS): $(WASM)/obj/%.o: %.c $(NEED)/wasm-flags \
  | $(NEED)/live
# The book's longest job has one processor, the PDF: what it waits for goes first,
# and the modules are made beside it. (After the extracts: once the figures are
# there, make begins with those and the PDF before it comes by here again.)
ifneq ($(filter book,$(GOALS)),)
$(WASM_OBJECTS): | $(EXTRACTS)
endif
$(WASM_SHARED):
	$(call wasm_compile)
# Two programs in one module: live/told.c and live/drawn.c call them.
$(filter $(WASM)/obj/code/%,$(WASM_CHAPTERS)):
	$(call wasm_compile,-Dmain=program_main -Wno-missing-prototypes)
$(filter $(WASM)/obj/figures/%,$(WASM_CHAPTERS)):
	$(call wasm_compile,-Dmain=figures_main -Wno-missing-prototypes)

$(LIVE_MODULES): $(BUILD)/live/%.wasm: $(WASM)/obj/code/%.o \
  $(WASM)/obj/figures/%.o $(WASM_SHARED)
	$(call say,link) $(WASM_CC) -mexec-model=reactor -Wl,--wrap=chapter_main \
	  -Wl,-z,stack-size=1048576 -Wl,--strip-all -o $@.tmp $^ -lm \
	  -lwasi-emulated-signal && mv $@.tmp $@
# A page from file:// may load scripts only: what it calls, a name, and a file
# packed.
packed = { printf 'downhill.%s("%s", "' $1 $2 && gzip -9nc $< | base64 -w 0 && \
  printf '");\n'; } >$@.tmp && mv $@.tmp $@
$(LIVE_SCRIPTS): %.js: %.wasm
	@$(call packed,module,$(*F))
$(LIVE_DATA): $(BUILD)/live/%.js: code/% | $(NEED)/live
	@$(call packed,data,$(<F))

# The book ------------------------------------------------------------------

PAGES := $(TEXT) $(OUTPUTS) $(SHOWN) $(SOLVED) $(DATA) $(KNOBS) $(FIGURES) \
  $(LISTED) $(NEED)/book.list \
  $(filter-out press/pdf/% press/epub/% press/package%,$(PRESS))
ifeq ($(LIVE_READY),yes)
$(BUILD)/site/index.html: $(LIVE_SCRIPTS) $(LIVE_DATA)
endif
$(BUILD)/site/index.html: $(PAGES) $(EXTRACTS) $(NEED)/live-ready \
  press/package-lock.json | $(NEED)/book
ifeq ($(LIVE_READY),no)
	@echo "the figures do not move: a tool is missing that \`make setup\`" \
	  "installs (LIVE=no leaves them still without a word)"
endif
	$(call say,pages) BOOK_LIVE=$(or $(filter yes,$(LIVE_READY)),no) \
	  press/build html $(BUILD)/site
$(BUILD)/downhill.pdf: $(PAGES) $(filter press/pdf/%,$(PRESS)) | $(NEED)/pdf
	$(call say,typeset) press/pdf/build $@
$(BUILD)/downhill.epub: $(PAGES) $(filter press/epub/%,$(PRESS)) \
  press/package-lock.json | $(NEED)/epub
	$(call say,pack) press/epub/build $@

# With what a reader may take away. No file of the tree is left out but what was
# made, and what npm has fetched. One that is younger makes the archive anew, and a
# directory that is, where one may have gone: find has seen them all sooner than
# make would.
TREE := find . \( -name .git -o -name node_modules -o -path ./build \
  -o -path './$(BUILD)' \) -prune -o
ARCHIVE := $(BUILD)/site/downhill-source.zip
$(ARCHIVE): $(BUILD)/downhill.pdf $(BUILD)/downhill.epub $(BUILD)/site/index.html
	$(call say,offer) $(TREE) -type f -print | node press/html/offer.mjs $(BUILD)
ifneq ($(filter book check check-% fresh $(ARCHIVE),$(GOALS)),)
ifneq ($(shell $(TREE) -newer $(ARCHIVE) -print 2>/dev/null | head -n 1),)
$(ARCHIVE): FORCE
endif
endif

# Trying --------------------------------------------------------------------

test: $(TESTS) $(PROGRAMS) $(EXERCISES) $(OUTPUTS) $(DATA) $(FIGURES) \
  $(FAIL_ALLOC) $(GOLDEN) $(GOLDEN_RESULTS) $(LOOKS) $(FORMULAS) | $(NEED)/test
	@tests/run $(BUILD)
formulas: $(FORMULAS) | $(NEED)/test
	@tests/run -1 $(BUILD) tests/formulas
golden: $(GOLDEN) $(OUTPUTS) $(DATA) $(FIGURES) $(GOLDEN_RESULTS)
	@tests/golden/run compare $(BUILD)
bless: $(GOLDEN) $(KNOBS) $(FIGURES) $(GOLDEN_RESULTS)
	@tests/golden/run bless $(BUILD) $(NAME)
# Files to begin with; a make of its own then sees them.
chapter:
	@press/skeleton/lay '$(NAME)'
	@+$(MAKE) --no-print-directory bless NAME='$(NAME)'
	@echo 'Now write chapters/$(NAME).md; make test passes as it is.'
# What the page computes, and what a reader does with a figure.
live-test: site $(LIVE_MODULES) $(KNOBS) $(MUSL_PROGRAMS) $(SAME_PICTURE) \
  $(BUILD)/bin/tests/test-live-turn | $(NEED)/check
	@tests/live/run $(BUILD)
# Not in `make check`, nor installed by `make setup`: two more browsers.
browsers: site $(LIVE_MODULES)
	@cd tests/live && { [ -d node_modules ] || npm ci --no-progress; }
	@BUILD=$(BUILD) node tests/live/browsers.mjs
# Quoted for the sanitizer too: a path may have blanks.
LEAKS := suppressions='$(CURDIR)/tests/lsan.supp':print_suppressions=0
# -O1: compiled in two thirds of the time, and as fast, under the sanitizers.
sanitize:
	@+LSAN_OPTIONS="$(LEAKS)" \
	  UBSAN_OPTIONS=print_stacktrace=1 $(MAKE) --no-print-directory \
	  BUILD=$(BUILD)/sanitize SANITIZE=1 CFLAGS=-O1 test-sanitized
test-sanitized: $(TESTS) $(PROGRAMS) $(EXERCISES) $(OUTPUTS) $(DATA) $(FIGURES)
	@tests/run -c $(BUILD)
# Not in CI, nor a verdict on the tests: each program writes its counts at its end,
# which takes its time, and one that may write but a block says so.
coverage:
	@+$(MAKE) --no-print-directory CC=gcc BUILD=$(BUILD)/coverage COVERAGE=1 \
	  test-covered
test-covered: $(TESTS) $(PROGRAMS) $(EXERCISES) $(OUTPUTS) $(DATA) $(FIGURES)
	@tests/run -c $(BUILD) >$(BUILD)/said 2>&1 || :
	@tests/coverage $(BUILD) 97 code/gd figures/plot

# Each for ten minutes, and then how many inputs it tried. Needs clang.
FUZZ_SECONDS ?= 600
.PHONY: fuzz fuzzers
fuzzers: $(FUZZERS)
fuzz: fuzzers $(if $(filter yes,$(LIVE_READY)),$(LIVE_MODULES)) $(KNOBS)
	@tests/fuzz/run $(BUILD) $(FUZZ_SECONDS)
# What a harness needs beside what it includes.
FUZZED_csv := code/gd/decimal.c
FUZZED_expression := $(wildcard code/gd/expression*.c) code/gd/decimal.c
FUZZED_descend := $(GD) $(patsubst %,code/shared/%.c,excerpt landscape noisy \
  typed-function)
FUZZED_data := $(patsubst %,figures/plot/%.c,buffer data data-asked \
  data-memory data-parts decimal fail nearest say scale)
FUZZED_label := $(patsubst %,figures/plot/%.c,buffer decimal fail formula)
FUZZED_state := $(patsubst %,code/gd/%.c,muon optimizer vector)
$(FUZZERS): $(BUILD)/bin/tests/fuzz/%: tests/fuzz/%.c \
  $(wildcard tests/fuzz/*.h) $(NEED)/pangocairo.cflags \
  tests/expression-properties.h code/descend.c $(GD) $(PLOT) $(SHARED) \
  $(wildcard code/gd/*.h code/shared/*.h figures/plot/*.h) | $(NEED)/check
	$(call say,compile,$<) clang $(WARNINGS) $(CLANG_WARNINGS) $(CPPFLAGS) -g -O1 \
	  -fsanitize=fuzzer $(SANITIZERS) -Itests -Icode $(FIGURE_FLAGS) \
	  -o $@.tmp $< $(FUZZED_$*) -lm && mv $@.tmp $@
check-fuzz: $(FUZZERS)

# In a copy of the tree, so others may build here meanwhile.
COUNT ?= 40
SEED ?= 1
.PHONY: mutants
mutants:
	@BUILD='$(BUILD)' node tests/mutants/run.mjs '$(COUNT)' '$(SEED)' '$(LIMIT)' \
	  $(or $(FILES),$(TEXT) $(CHAPTER_SOURCES) $(GD) $(SHARED) $(FIGURE_SOURCES) $(PLOT))

bench: $(BENCHES) site $(if $(filter yes,$(LIVE_READY)),$(LIVE_MODULES))
	@tests/bench/run $(BUILD)
check-bench: $(BENCHES)
# All of them, also when one has failed; `make check-lint` does a single one,
# `make check SKIP='lint pages'` all but these.
# What takes longest comes first, lest it be left alone at the end; what is timed
# has the machine to itself.
LONG_CHECKS := $(addprefix check-,same lint pages figures skeleton)
TIMED_CHECKS := check-load
CHECKS := $(filter-out $(SKIP:%=check-%),$(LONG_CHECKS) \
  $(filter-out $(LONG_CHECKS),$(patsubst tests/%,%,$(wildcard tests/check-*))))
.PHONY: $(CHECKS)
# Faults of a figure's layout, of which others are only told, are errors here.
check $(CHECKS): export STRICT = 1
check: book $(SAME_PICTURE) | $(NEED)/check
	@+$(MAKE) -k --no-print-directory $(filter-out $(TIMED_CHECKS),$(CHECKS)); \
	  status=$$?; $(if $(filter $(TIMED_CHECKS),$(CHECKS)),$(MAKE) \
	  --no-print-directory $(TIMED_CHECKS) &&) exit $$status
$(CHECKS): book $(SAME_PICTURE) | $(NEED)/check
	@tests/check $(BUILD) $(@:check-%=%)

# As a newcomer meets it; see tests/fresh.
SUITE ?= bookworm trixie
fresh: book | $(NEED)/check
	@[ "$$(id -u)" != 0 ] || setup/install fresh
	@for suite in $(SUITE); do tests/fresh $$suite $(BUILD) || exit; done

endif
