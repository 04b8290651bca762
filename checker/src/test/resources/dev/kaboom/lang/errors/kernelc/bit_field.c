struct flags {
	unsigned int busy : 1;
	int rest;
};
