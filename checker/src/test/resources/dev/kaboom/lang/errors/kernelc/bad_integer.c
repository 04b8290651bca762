int a = 09;
int c = 99999999999999999999;
int d = 1lul;
