/*
 * An NMI at any step of list_add() to an empty list, and of list_del() of the middle one of three
 * entries: what a walk of the list sees then. README.md says which variants there are.
 */
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/rculist.h>

/* list_add() and list_del() with every store to the list marked. */
static inline void list_add_once(struct list_head *new, struct list_head *head)
{
	struct list_head *next = head->next;

	WRITE_ONCE(next->prev, new);
	WRITE_ONCE(new->next, next);
	WRITE_ONCE(new->prev, head);
	WRITE_ONCE(head->next, new);
}

static inline void list_del_once(struct list_head *entry)
{
	struct list_head *prev = entry->prev;
	struct list_head *next = entry->next;

	WRITE_ONCE(next->prev, prev);
	WRITE_ONCE(prev->next, next);
	WRITE_ONCE(entry->next, LIST_POISON1);
	WRITE_ONCE(entry->prev, LIST_POISON2);
}

#if defined(RCU_LIST)
#define test_list_add list_add_rcu
#define test_list_del list_del_rcu
#elif defined(ALL_ONCE)
#define test_list_add list_add_once
#define test_list_del list_del_once
#else
#define test_list_add list_add
#define test_list_del list_del
#endif

#ifdef BACKWARD
#define test_list_for_each list_for_each_prev
#else
#define test_list_for_each list_for_each
#endif

static LIST_HEAD(list);
static LIST_HEAD(e1);
static LIST_HEAD(e2);
static LIST_HEAD(e3);

/* Where the process is: before, inside and after the change of the list. */
enum phase { BEFORE, INSIDE, AFTER };
static int phase = BEFORE;

/* What the NMI found: the phase, and the entries in their order as the digits of a number. */
#define NOTHING_YET (-1)
#define ENTRIES0 0
#define ENTRIES1(a) (a)
#define ENTRIES2(a, b) (4 * (a) + (b))
#define ENTRIES3(a, b, c) (16 * (a) + 4 * (b) + (c))
static int nmi_phase = NOTHING_YET;
static int nmi_entries = NOTHING_YET;

/* Three entries at most: a fourth means that the walk goes round in circles. */
static void vmx_test_list(struct list_head *list, struct list_head *e1, struct list_head *e2,
			  struct list_head *e3)
{
	struct list_head *tmp;
	int entries = ENTRIES0;
	int length = 0;

	test_list_for_each(tmp, list) {
		if (++length > 3)
			fault("kaboom: the walk does not end");
		if (tmp == e1)
			entries = 4 * entries + 1;
		else if (tmp == e2)
			entries = 4 * entries + 2;
		else if (tmp == e3)
			entries = 4 * entries + 3;
		else
			fault("kaboom: not an entry");
	}
	WRITE_ONCE(nmi_entries, entries);
}

NMI(0) {
	WRITE_ONCE(nmi_phase, READ_ONCE(phase));
	vmx_test_list(&list, &e1, &e2, &e3);
}

#ifdef DEL

INIT {
	list_add(&e1, &list);
	list_add(&e2, &list);
	list_add(&e3, &list);
}

CPU(0) {
	WRITE_ONCE(phase, INSIDE);
	barrier();
	test_list_del(&e2);
	barrier();
	WRITE_ONCE(phase, AFTER);
}

#ifdef BACKWARD
#define WITH_E2 ENTRIES3(1, 2, 3)
#define WITHOUT_E2 ENTRIES2(1, 3)
#else
#define WITH_E2 ENTRIES3(3, 2, 1)
#define WITHOUT_E2 ENTRIES2(3, 1)
#endif

FINALLY("the walk sees all entries, or all but the one that is being deleted",
	nmi_entries == NOTHING_YET || nmi_entries == WITH_E2 || nmi_entries == WITHOUT_E2);
FINALLY("before and after, it sees what a finished list_del() leaves",
	(nmi_phase != BEFORE || nmi_entries == WITH_E2)
	&& (nmi_phase != AFTER || nmi_entries == WITHOUT_E2));
EXISTS("inside list_del() the walk can see the entry", nmi_phase == INSIDE
       && nmi_entries == WITH_E2);
EXISTS("inside list_del() the walk can miss the entry", nmi_phase == INSIDE
       && nmi_entries == WITHOUT_E2);

#else

CPU(0) {
	WRITE_ONCE(phase, INSIDE);
	barrier();
	test_list_add(&e1, &list);
	barrier();
	WRITE_ONCE(phase, AFTER);
}

FINALLY("the walk sees an empty list, or the one entry",
	nmi_entries == NOTHING_YET || nmi_entries == ENTRIES0 || nmi_entries == ENTRIES1(1));
FINALLY("before and after, it sees what a finished list_add() leaves",
	(nmi_phase != BEFORE || nmi_entries == ENTRIES0)
	&& (nmi_phase != AFTER || nmi_entries == ENTRIES1(1)));
EXISTS("inside list_add() the walk can miss the entry", nmi_phase == INSIDE
       && nmi_entries == ENTRIES0);
EXISTS("inside list_add() the walk can see the entry", nmi_phase == INSIDE
       && nmi_entries == ENTRIES1(1));

#endif
