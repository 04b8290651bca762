/*
 * CPU 0 kicks a vCPU that runs on CPU 1 and then moves to CPU 2, where it stays in the guest until
 * an interrupt makes it leave. KICK_ONLY: no request goes with the kick.
 *
 * SHADOW_WALK: CPU 0 unlinks a page of a shadow page table, makes every vCPU flush its TLB, waits
 * for those that may be reading the table, and frees the page; the vCPU reads the table on CPU 1
 * and then on CPU 2. NO_WAIT: it does not wait. ONLY_ON_2: the vCPU reads on CPU 2 alone.
 */
static struct kvm_vcpu vcpu = { .cpu = -1 };

/* Whether the task of the vCPU has been scheduled out on CPU 1. */
static int is_out;

/* Whether the vCPU turned round on its way into the guest on CPU 2. */
static bool turned_round;

#ifdef SHADOW_WALK

/* What the table has at this place, and whether the page behind it is free by now. */
static bool spte = true;
static bool page_is_free;

static struct kvm vm = { .vcpu = &vcpu };
static struct cpumask cpus_to_kick;
static bool called;

/* Where the vCPU is reading the page: the CPU, or -1; and where it has read it. */
static int reads_on = -1;
static bool has_read[NR_CPUS];

#ifdef NO_WAIT
#define REQUEST (KVM_REQ_TLB_FLUSH & ~KVM_REQUEST_WAIT)
#else
#define REQUEST KVM_REQ_TLB_FLUSH
#endif

/* kvm_mmu_commit_zap_page() */
CPU(0) {
	WRITE_ONCE(spte, false);
	WRITE_ONCE(called, kvm_make_vcpus_request_mask(&vm, REQUEST, NULL, NULL, &cpus_to_kick));
	WRITE_ONCE(page_is_free, true);
}

static void read_shadow_page_tables(void)
{
	int cpu = raw_smp_processor_id();

	walk_shadow_page_lockless_begin(&vcpu);
	if (READ_ONCE(spte)) {
		WRITE_ONCE(reads_on, cpu);
		if (READ_ONCE(page_is_free))
			fault("a page of the shadow page table is read after it was freed");
		WRITE_ONCE(has_read[cpu], true);
		WRITE_ONCE(reads_on, -1);
	}
	walk_shadow_page_lockless_end(&vcpu);
}

CPU(1) {
	vcpu.cpu = 1;
#ifndef ONLY_ON_2
	read_shadow_page_tables();
#endif
	smp_store_release(&is_out, 1);
}

CPU(2) {
	await(READ_ONCE(is_out));
	vcpu.cpu = 2;
	read_shadow_page_tables();
}

FINALLY("the page is free in the end, and nobody reads", page_is_free && reads_on == -1);

#define KICKED(cpu) ((cpus_to_kick.bits[0] & (1UL << (cpu))) != 0)

EXISTS("the vCPU does not find the page on CPU 2", page_is_free && vcpu.cpu == 2 && !has_read[2]);
#ifdef ONLY_ON_2
ALWAYS("CPU 1 is not kicked, where the vCPU has not read", !KICKED(1));
EXISTS("the vCPU reads the page on CPU 2", has_read[2]);
EXISTS("CPU 0 kicks nobody", page_is_free && !called);
#else
EXISTS("the vCPU reads the page on CPU 1 and on CPU 2", has_read[1] && has_read[2]);
#ifndef NO_WAIT
EXISTS("CPU 0 waits for CPU 1, where the vCPU reads", reads_on == 1 && KICKED(1));
EXISTS("CPU 0 waits for CPU 2, where the vCPU reads", reads_on == 2 && KICKED(2));
#endif
#endif

#else

CPU(0) {
#ifndef KICK_ONLY
	kvm_make_request(KVM_REQ_EVENT, &vcpu);
#endif
	kvm_vcpu_kick(&vcpu);
}

CPU(1) {
	vcpu.cpu = 1;
	if (vcpu_enter_guest(&vcpu))
		vcpu_leave_guest(&vcpu);
	smp_store_release(&is_out, 1);
}

CPU(2) {
	await(READ_ONCE(is_out));
	vcpu.cpu = 2;
	if (!vcpu_enter_guest(&vcpu))
		WRITE_ONCE(turned_round, true);
}

#define STAYS_IN_GUEST (in_guest[2] && !kicked[2])

FINALLY("a vCPU that was told to exit leaves the guest",
	!(STAYS_IN_GUEST && vcpu.mode == EXITING_GUEST_MODE));

FINALLY("a request does not wait while the guest runs", !(STAYS_IN_GUEST && vcpu.requests != 0));

EXISTS("the kick makes the vCPU leave the guest", kicked[2]);

EXISTS("the vCPU turns round on its way into the guest", turned_round);

#ifdef KICK_ONLY
EXISTS("the kick comes too early, and the vCPU enters the guest", STAYS_IN_GUEST);
#endif

#endif
