# gnuplot -c lines.gp DIRECTORY FILE.svg: see figure.py
set terminal svg size 390,240
set output ARG2
set logscale xy
set xlabel 'parameters n'
set ylabel 'ns per parameter'
set grid y
unset key
plot for [k = 0:5] sprintf('%s/line-%d', ARG1, k) with linespoints pt 7 ps .4
