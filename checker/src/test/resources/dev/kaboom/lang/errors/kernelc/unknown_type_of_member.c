struct s {
	int a;
	foo_t b;
	int c;
};
