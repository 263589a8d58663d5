/* Where the data files are, whatever directory a program is run in. */
#ifndef FIND_DATA_H
#define FIND_DATA_H

/* The program's path, argv[0]; kept, not copied. NULL: not known. */
void find_data_from(const char *path);

/* The path of a data file, "code/data/penguins.csv", as seen from here: in
 * this directory or one above it, or else in one above the program's. If it is
 * nowhere, the path as it came, which then cannot be opened. To be freed. */
char *find_data(const char *path);

#endif
