void g(void);
void f(int *head)
{
	int *pos;
	list_for_each(pos, head) {
		g();
	}
}
