/* The number. C11 has no name for it, M_PI belongs to POSIX. */
#ifndef GD_PI_H
#define GD_PI_H

/* A macro, so that static initialisers can use it. */
#define GD_PI 3.14159265358979323846

#endif
