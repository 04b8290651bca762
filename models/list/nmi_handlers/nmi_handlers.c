/*
 * A list that several CPUs change under a lock, while NMIs on each of them walk it: what
 * arch/x86/kernel/nmi.c does with its handlers. README.md says which variants there are, and how
 * to make it larger.
 */
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/rculist.h>
#include <linux/smp.h>
#include <linux/spinlock.h>

/* Entries that each CPU adds, NMIs that come on each CPU, CPUs (2 or 3). */
#ifndef ENTRIES
#define ENTRIES 1
#endif
#ifndef NMIS
#define NMIS 1
#endif
#ifndef CPUS
#define CPUS 2
#endif

#define ADDED 1
#define RUNNING 2

struct nmiaction {
	struct list_head list;
	int state;
};

static LIST_HEAD(handlers);
static DEFINE_SPINLOCK(lock);
static struct nmiaction actions[CPUS * ENTRIES];

#ifdef PLAIN_DEL
#define remove_action list_del
#else
#define remove_action list_del_rcu
#endif

static void register_nmi_handler(struct nmiaction *action)
{
	action->state = ADDED;
	spin_lock(&lock);
	list_add_rcu(&action->list, &handlers);
	spin_unlock(&lock);
}

static void unregister_nmi_handler(struct nmiaction *action)
{
	spin_lock(&lock);
	remove_action(&action->list);
	spin_unlock(&lock);
}

/* Registers all, and takes off the first. */
static void change(int cpu)
{
	int i;

	for (i = 0; i < ENTRIES; i++)
		register_nmi_handler(&actions[cpu * ENTRIES + i]);
	unregister_nmi_handler(&actions[cpu * ENTRIES]);
}

static void nmi_handle(void)
{
	struct nmiaction *action;
	int length = 0;

	list_for_each_entry_rcu(action, &handlers, list) {
		if (++length > CPUS * ENTRIES)
			fault("the walk does not end");
		assert(action->state != 0);
		WRITE_ONCE(action->state, RUNNING);
	}
}

CPU(0) { change(0); }
NMI(0, NMIS) { nmi_handle(); }
CPU(1) { change(1); }
NMI(1, NMIS) { nmi_handle(); }
#if CPUS > 2
CPU(2) { change(2); }
NMI(2, NMIS) { nmi_handle(); }
#endif

/* Whether the list is a ring, in both directions, of as many entries. */
static bool is_whole(int entries)
{
	struct list_head *p = &handlers;
	int i;

	for (i = 0; i <= entries; i++) {
		if (p->next->prev != p)
			return false;
		p = p->next;
	}
	return p == &handlers;
}

FINALLY("the list is whole, and has what was not taken off", is_whole(CPUS * (ENTRIES - 1)));
EXISTS("an NMI runs a handler that is being taken off",
       actions[0].state == RUNNING && actions[0].list.prev == LIST_POISON2);
