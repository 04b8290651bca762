int x, y, z;
CPU(0) {
	int i, r = 0;

	if (READ_ONCE(x) && READ_ONCE(y))
		WRITE_ONCE(z, 1);
	if (READ_ONCE(x) || !READ_ONCE(y))
		WRITE_ONCE(z, 2);
	r = READ_ONCE(x) ? READ_ONCE(y) : 7;
	r = x && y;
	r = r > 1 && r < 5;
	for (i = 0; i < 3; i++) {
		if (READ_ONCE(x) == i)
			break;
		if (READ_ONCE(y))
			continue;
		WRITE_ONCE(z, i);
	}
	do
		r = READ_ONCE(x);
	while (!r);
	switch (r) {
	case 1:
		y = 1;
		break;
	case 2 ... 4:
		y = 2;
	default:
		y = 3;
	}
	if (r == 9)
		goto out;
	y = 4;
out:
	while (1)
		WRITE_ONCE(z, 5);
}
