SETUP {
	int x;
}
