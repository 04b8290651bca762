#include <linux/percpu.h>
#include <linux/list.h>
DEFINE_PER_CPU(struct list_head, head);
DEFINE_PER_CPU(int, count) = 5;
int cpu;
INIT { INIT_LIST_HEAD(&per_cpu(head, 1)); }
CPU(0) {
	this_cpu_inc(count);
	this_cpu_write(count, this_cpu_read(count) + 1);
	per_cpu(count, cpu) = 7;
	*per_cpu_ptr(&count, 1) = smp_processor_id();
}
CPU(1) {
	struct list_head *h = this_cpu_ptr(&head);
	h->next = 0;
}
