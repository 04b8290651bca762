#include <linux/list.h>
struct pair { int a; struct list_head link; char tail; };
struct pair g = { .a = 1 };
static struct pair made(int a) { struct pair p = { .a = a }; return p; }
CPU(0) {
	LIST_HEAD(on_stack);
	struct pair p = g;
	static int count;
	list_add(&p.link, &on_stack);
	count++;
	g = made(count);
}
