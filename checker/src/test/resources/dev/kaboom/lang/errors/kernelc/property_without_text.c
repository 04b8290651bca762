int x;
ALWAYS(x == 0);
FINALLY("fine", x == 1);
