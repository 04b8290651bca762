void f(int a)
{
	switch (a) {
	case 1
		a = 2;
		break;
	default:
		a = 3;
	}
}
