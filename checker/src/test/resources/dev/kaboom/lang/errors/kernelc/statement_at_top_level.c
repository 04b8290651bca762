int x;
return 0;
if (x) x = 1;
