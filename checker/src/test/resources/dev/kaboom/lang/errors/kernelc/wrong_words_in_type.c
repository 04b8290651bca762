unsigned void x;
long short y;
