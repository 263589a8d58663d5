/* A figure as the bytes of a file: SVG, PDF, or PNG to look at. */
#define _POSIX_C_SOURCE 200809L
#include "model.h"
#include "svg.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <stdlib.h>
#include <time.h>

static cairo_status_t collect(void *closure, const unsigned char *bytes,
                              unsigned n)
{
    plot_buffer_add(closure, (const char *)bytes, n);
    return CAIRO_STATUS_SUCCESS;
}

/* Draws and ends the surface; cairo keeps the first error, so one look at the
 * end is enough. */
static bool draw_on(const figure *fig, cairo_surface_t *surface, target to,
                    problem *why)
{
    canvas c = {cairo_create(surface), to, false};
    plot_figure_draw(fig, &c);
    cairo_status_t status = cairo_status(c.cr);
    cairo_destroy(c.cr);
    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    return status == CAIRO_STATUS_SUCCESS
           || plot_problem_set(why, "%s", cairo_status_to_string(status));
}

bool plot_figure_svg(const figure *fig, buffer *out, problem *why)
{
    buffer raw = {0};
    cairo_surface_t *surface = cairo_svg_surface_create_for_stream(
        collect, &raw, fig->width, fig->height);
    cairo_svg_surface_set_document_unit(surface, CAIRO_SVG_UNIT_PT);
    problem cause = {""};
    bool good = draw_on(fig, surface, TARGET_CODED, why);
    if (good && !plot_svg_theme(raw.text, raw.n, out, &cause))
        good = plot_problem_set(why,
                                "the SVG of cairo %s %s (known to work: "
                                "cairo 1.16 and 1.18)",
                                cairo_version_string(), cause.text);
    plot_buffer_free(&raw);
    return good;
}

/* The date in the file is the edition's, not the clock's. */
static void date_pdf(cairo_surface_t *surface)
{
    char date[40];
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    time_t seconds = epoch ? (time_t)strtoll(epoch, NULL, 10) : 0;
    struct tm *utc = gmtime(&seconds);
    if (utc && strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", utc))
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                       date);
}

bool plot_figure_pdf(const figure *fig, buffer *out, problem *why)
{
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
        collect, out, fig->width, fig->height);
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
    date_pdf(surface);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE,
                                   fig->name);
    return draw_on(fig, surface, TARGET_LIGHT, why);
}

/* --- PNG ------------------------------------------------------------ */

enum { PIXELS_A_POINT = 2 };

/* By cairo alone: no SVG, no PDF, no style sheet. */
static bool figure_png(const figure *fig, target to, buffer *out, problem *why)
{
    cairo_surface_t *image = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, (int)(PIXELS_A_POINT * fig->width),
        (int)(PIXELS_A_POINT * fig->height));
    canvas c = {cairo_create(image), to, .outlines = true};
    plot_canvas_ink(&c, INK_PAPER, 1);
    cairo_paint(c.cr);
    cairo_scale(c.cr, PIXELS_A_POINT, PIXELS_A_POINT);
    plot_figure_draw(fig, &c);
    cairo_status_t status = cairo_status(c.cr);
    cairo_destroy(c.cr);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_write_to_png_stream(image, collect, out);
    cairo_surface_destroy(image);
    return status == CAIRO_STATUS_SUCCESS
           || plot_problem_set(why, "%s", cairo_status_to_string(status));
}

bool plot_figure_light_png(const figure *fig, buffer *out, problem *why)
{
    return figure_png(fig, TARGET_LIGHT, out, why);
}

bool plot_figure_dark_png(const figure *fig, buffer *out, problem *why)
{
    return figure_png(fig, TARGET_DARK, out, why);
}
