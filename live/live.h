/* A chapter in the page: its program, its drawing program and figures/plot in
 * one WebAssembly module. The page (press/html/live.js) says how far a knob is
 * turned and where the reader's finger is; all that is computed and drawn
 * happens here, in the C that made the book.
 *
 * Texts are UTF-8 and end with a zero. Those that the page hands over stand in
 * the room that live_room() gives; those that it gets live until the next call
 * that returns one. A knob is written "cubic.rate", experiments "cubic walk".
 * Lengths are points, from the top left corner of the figure.
 *
 * What cannot go on (no memory, a figure that cannot be drawn, a name that is
 * not there) ends the module as it would end a program: a sentence on stderr,
 * exit status 1. The page then starts it anew. */
#ifndef LIVE_H
#define LIVE_H

#include <stddef.h>

/* The module exports it under its own name. */
#define LIVE(name) __attribute__((export_name(#name)))

/* Before anything else, once. */
LIVE(live_start) void live_start(void);

/* Room for a text of so many bytes and its zero, until the next call. */
LIVE(live_room) char *live_room(size_t size);

/* The chapter's program as from the command line: its name and its arguments,
 * one a line. It prints on stdout; returns its exit status. For a module that
 * does nothing else, since the program ends as programs do. */
LIVE(live_command) int live_command(char *lines);

/* --- Knobs ---------------------------------------------------------- */

/* Turns a knob to a value as --set takes it, "0.05". Returns what is wrong
 * with that, or "": one clause, and perhaps below it what was typed and a caret
 * at the place. */
LIVE(live_set) const char *live_set(const char *knob, const char *setting);

/* Turns a knob that is a number so far, from 0 to 1 (see turn.h); a choice to
 * its word of that number. Returns what is wrong, or "". */
LIVE(live_turn) const char *live_turn(const char *knob, double place);

/* How far it is turned; 0 of one that is not. */
LIVE(live_place) double live_place(const char *knob);

/* The least value of one that is a number. */
LIVE(live_low) double live_low(const char *knob);

/* Its value as live_set() takes it, and for the eye: "5e-06", "5 × 10⁻⁶". */
LIVE(live_setting) const char *live_setting(const char *knob);
LIVE(live_words) const char *live_words(const char *knob);

/* Turns all knobs of these experiments to the book's values. */
LIVE(live_reset) void live_reset(const char *experiments);

/* --- What comes out ------------------------------------------------- */

/* Computes what of these experiments is not known at the present knobs. Until
 * then all else here is of the knobs with which they were told last. */
LIVE(live_tell) void live_tell(const char *experiments);

/* What it would compute: names of experiments, those first that others need. */
LIVE(live_untold) const char *live_untold(const char *experiments);

/* Those of these experiments that are other ones when this knob is turned: its
 * own, and what needs that. */
LIVE(live_turned_by)
const char *live_turned_by(const char *experiments, const char *knob);

/* How much work these are at most, in a unit of their own: it grows with the
 * product of their counts, as steps and runs are. Infinite where the program
 * says of one that it takes long. */
LIVE(live_effort) double live_effort(const char *experiments);

/* What these experiments have told, as bytes for another instance of the same
 * module: the address and how many, in two numbers. Valid until the next. */
LIVE(live_pack) const double *live_pack(const char *experiments);

/* Takes so many bytes of that from the room: as if told here, if the knobs are
 * the same; if they are not, it is what was told last, and not known. */
LIVE(live_unpack) void live_unpack(size_t size);

/* Of experiments that have been told: their sections, as the program prints
 * them and in its order, and what came out in one sentence each. */
LIVE(live_report) const char *live_report(const char *experiments);
LIVE(live_short) const char *live_short(const char *experiments);

/* The experiment and all those whose results it needs: what is printed of it
 * follows their knobs. */
LIVE(live_needs) const char *live_needs(const char *experiment);

/* --- The picture ---------------------------------------------------- */

/* Width and height; narrow: of the layout for telephones, if there is one. */
LIVE(live_size) const double *live_size(const char *figure, int narrow);

/* Draws it on the canvas from what has been told. */
LIVE(live_draw) void live_draw(const char *figure, int narrow, int dark);

/* The handles of the last drawing, a line each: the knobs that follow it along
 * x and along y (or nothing), x and y; of one that follows the pointer over its
 * panel also the panel's left, top, right and bottom; of one that is turned x
 * and y of its centre; tabs between them. A handle outside of its panel has an
 * empty line, unless it is held or follows: then it stands at the nearest place
 * of the page. */
LIVE(live_handles) const char *live_handles(void);

/* Takes hold of a handle of the last drawing, by its line from 0. Until it is
 * let go the figure keeps the windows that it has now: the picture of a turned
 * knob may have others, and the point would run away from under the finger. */
LIVE(live_grab) void live_grab(int handle);
LIVE(live_let_go) void live_let_go(void);

/* Turns the knobs of the handle that is held as if it stood there, but no
 * farther than they go. None is held: nothing happens. */
LIVE(live_drag) void live_drag(double x, double y);

#endif
