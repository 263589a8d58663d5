# gnuplot -c contours.gp DIRECTORY FILE.svg: see figure.py
set terminal svg size 390,216
set output ARG2
unset key
set view map
set contour base
set xlabel 'x'
set ylabel 'y'
set multiplot layout 1,2
do for [name in 'map valley'] {
    low = name eq 'map' ? 1e-2 : 1e-4
    levels = ''
    do for [k = 0:13] {
        levels = levels . sprintf('%s%g', k ? ',' : '', low * (1e5 / low)**(k / 13.))
    }
    eval 'set cntrparam levels discrete ' . levels
    from = ARG1 . '/' . name
    stats from using 1:2 nooutput
    set xrange [STATS_min_x:STATS_max_x]
    set yrange [STATS_min_y:STATS_max_y]
    splot from with lines nosurface, \
        ARG1 . '/path' using 1:2:(0) with lines nocontour
}
unset multiplot
