/*
 * Who runs what, and what must hold. Five scenarios:
 *   (default)   CPU 0 loads a and b; CPU 1 loads a, once it has been put: an IPI to CPU 0; and c.
 *               Either CPU may crash at any step from hardware_enable() on.
 *   KVM_UNUSED  the crash may come before hardware_enable(): no VM has been started yet.
 *   NESTED      CPU 0 loads a, reads its shadow VMCS as copy_shadow_to_vmcs12() does, and runs a;
 *               with RAN it has run a before it reads.
 *   OFFLINE     CPU 0 loads and puts a and is taken offline, while a moves to CPU 1. No crash.
 *   HANDOVER    The same from the moment on when CPU 0 clears a, and without VMX: what execution
 *               graphs can look at. With RUN, CPU 1 then runs a. REACHED asks for the contrary
 *               of what must hold: it is violated unless CPU 1 never takes a over.
 */
static struct vmcs vmcs_a, vmcs_b, vmcs_c, shadow_a;

static struct vcpu_vmx vcpu_a = {
#ifdef NESTED
	.vmcs01 = { .vmcs = &vmcs_a, .shadow_vmcs = &shadow_a, .cpu = -1 },
#else
	.vmcs01 = { .vmcs = &vmcs_a, .cpu = -1 },
#endif
	.loaded_vmcs = &vcpu_a.vmcs01,
};

static struct vcpu_vmx vcpu_b = {
	.vmcs01 = { .vmcs = &vmcs_b, .cpu = -1 },
	.loaded_vmcs = &vcpu_b.vmcs01,
};

static struct vcpu_vmx vcpu_c = {
	.vmcs01 = { .vmcs = &vmcs_c, .cpu = -1 },
	.loaded_vmcs = &vcpu_c.vmcs01,
};

/* Whether the task of vCPU a has been scheduled out on CPU 0. */
static int a_is_out;

/* virt/kvm/kvm_main.c, without the registration of what the scheduler calls. */
static void vcpu_load(struct kvm_vcpu *vcpu)
{
	int cpu = get_cpu();

	vmx_vcpu_load_vmcs(vcpu, cpu);
	put_cpu();
}

/* Another task: the run queue's lock and smp_mb__after_spinlock() are a full barrier. */
static void schedule(void)
{
	smp_mb();
}

/* What the NMI of a crash does on each CPU that it is sent to (arch/x86/kernel/crash.c). */
static void kdump_nmi_callback(void)
{
#ifndef KVM_UNUSED
	assume(READ_ONCE(vmx_operation[raw_smp_processor_id()]) == VMX_ON);
	barrier();
#endif
	crash_vmclear_local_loaded_vmcss();
	cpu_vmxoff();
	halt();
}

#if defined(NESTED) || defined(RUN)
/* arch/x86/kvm/vmx/vmx.c, after VM entry. */
static void vmx_vcpu_run(struct kvm_vcpu *vcpu)
{
	struct vcpu_vmx *vmx = to_vmx(vcpu);

	vmx->loaded_vmcs->launched = 1;
}
#endif

#ifdef NESTED
/* arch/x86/kvm/vmx/nested.c without the fields that it copies. */
static void copy_shadow_to_vmcs12(struct vcpu_vmx *vmx)
{
	struct vmcs *shadow_vmcs = vmx->vmcs01.shadow_vmcs;

	if (WARN_ON(!shadow_vmcs))
		return;

	preempt_disable();
	vmcs_load(shadow_vmcs);
	vmcs_clear(shadow_vmcs);
	vmcs_load(vmx->loaded_vmcs->vmcs);
	preempt_enable();
}
#endif

/* What the properties look at. No pointer is followed before it is known to be a node. */
#define LIST(cpu) (&per_cpu(loaded_vmcss_on_cpu, cpu))
#define LINK(vcpu) (&(vcpu).vmcs01.loaded_vmcss_on_cpu_link)
#define CRASHED(cpu) (vmx_operation[cpu] == VMX_OFF)

static bool is_node(struct list_head *p)
{
	return p == LIST(0) || p == LIST(1) || p == LINK(vcpu_a) || p == LINK(vcpu_b)
		|| p == LINK(vcpu_c);
}

/* Whether a walk from the front of a CPU's list meets the entry. */
static bool on_list(int cpu, struct list_head *entry)
{
	struct list_head *p = LIST(cpu);
	int i;

	for (i = 0; i < 4; i++) {
		p = p->next;
		if (p == entry)
			return true;
		if (!is_node(p) || p == LIST(cpu))
			return false;
	}
	return false;
}

/* Whether some next pointer of a CPU's list has no prev pointer that answers it. */
static bool half_changed(int cpu)
{
	struct list_head *p = LIST(cpu);
	int i;

	for (i = 0; i < 4; i++) {
		if (!is_node(p->next) || p->next->prev != p)
			return true;
		p = p->next;
		if (p == LIST(cpu))
			return false;
	}
	return true;
}

static bool outlives_vmxoff(struct vmcs *vmcs)
{
	return (vmcs->cached_on[0] && vmx_operation[0] != VMX_ON)
		|| (vmcs->cached_on[1] && vmx_operation[1] != VMX_ON);
}

#ifndef HANDOVER
FINALLY("no VMCS outlives VMXOFF in the cache",
	!outlives_vmxoff(&vmcs_a) && !outlives_vmxoff(&vmcs_b) && !outlives_vmxoff(&vmcs_c)
	&& !outlives_vmxoff(&shadow_a));

FINALLY("the list of a CPU in VMX operation is whole",
	(vmx_operation[0] != VMX_ON || !half_changed(0))
	&& (vmx_operation[1] != VMX_ON || !half_changed(1)));

ALWAYS("a VMCS is on one list at most",
       !(on_list(0, LINK(vcpu_a)) && on_list(1, LINK(vcpu_a))));
#endif

#if defined(KVM_UNUSED)

CPU(0) { hardware_enable(); }
CPU(1) { }
NMI(0) { kdump_nmi_callback(); }

EXISTS("the crash finds an empty list", CRASHED(0) && LIST(0)->next == LIST(0));

#elif defined(NESTED)

CPU(0) {
	hardware_enable();
	vcpu_load(&vcpu_a.vcpu);
#ifdef RAN
	vmx_vcpu_run(&vcpu_a.vcpu);
#endif
	copy_shadow_to_vmcs12(&vcpu_a);
	vmx_vcpu_run(&vcpu_a.vcpu);
}
CPU(1) { }
NMI(0) { kdump_nmi_callback(); }

EXISTS("the crash clears a VMCS that was loaded",
       CRASHED(0) && vcpu_a.vmcs01.cpu == 0 && !vmcs_a.cached_on[0]);
EXISTS("the shadow VMCS is in the cache, and the crash has not come yet",
       vmx_operation[0] == VMX_ON && shadow_a.cached_on[0]);
EXISTS("a VMCS that was launched is cleared", CRASHED(0) && vcpu_a.vmcs01.launched);

#elif defined(OFFLINE)

CPU(0) {
	hardware_enable();
	vcpu_load(&vcpu_a.vcpu);
	schedule();
	smp_store_release(&a_is_out, 1);

	/* hardware_disable(), called with interrupts off while the CPU goes down. */
	local_irq_disable();
	vmclear_local_loaded_vmcss();
	cpu_vmxoff();
	local_irq_enable();
}
CPU(1) {
	hardware_enable();
	await(READ_ONCE(a_is_out));
	schedule();
	vcpu_load(&vcpu_a.vcpu);
}

EXISTS("CPU 0 is offline before the vCPU moves",
       vmx_operation[0] == VMX_OFF && vcpu_a.vmcs01.cpu == -1);
EXISTS("CPU 1 loads the VMCS before CPU 0 is offline",
       vmx_operation[0] == VMX_ON && vmcs_a.cached_on[1]);

#elif defined(HANDOVER)

INIT {
	INIT_LIST_HEAD(LIST(0));
	INIT_LIST_HEAD(LIST(1));
	list_add(LINK(vcpu_a), LIST(0));
	vcpu_a.vmcs01.cpu = 0;
	vcpu_a.vmcs01.launched = 1;
}
CPU(0) { __loaded_vmcs_clear(&vcpu_a.vmcs01); }
CPU(1) {
	vmx_vcpu_load_vmcs(&vcpu_a.vcpu, 1);
#ifdef RUN
	vmx_vcpu_run(&vcpu_a.vcpu);
#endif
}

#ifdef REACHED
FINALLY("not so: CPU 1 never takes the VMCS over", !on_list(1, LINK(vcpu_a)));
#else
FINALLY("the VMCS is on CPU 1's list alone, and both lists are whole",
	on_list(1, LINK(vcpu_a)) && !on_list(0, LINK(vcpu_a)) && !half_changed(0)
	&& !half_changed(1));
#endif
#ifdef RUN
FINALLY("a VMCS that was launched says so", vcpu_a.vmcs01.launched);
#endif

#else

CPU(0) {
	hardware_enable();
	vcpu_load(&vcpu_a.vcpu);
	schedule();
	smp_store_release(&a_is_out, 1);
	vcpu_load(&vcpu_b.vcpu);
}
CPU(1) {
	hardware_enable();
	await(READ_ONCE(a_is_out));
	schedule();
	vcpu_load(&vcpu_a.vcpu);
	schedule();
	vcpu_load(&vcpu_c.vcpu);
}
NMI(0) { kdump_nmi_callback(); }
NMI(1) { kdump_nmi_callback(); }

EXISTS("a vCPU migrates", on_list(1, LINK(vcpu_a)) && vcpu_a.vmcs01.cpu == 1);
EXISTS("both CPUs crash", CRASHED(0) && CRASHED(1));
EXISTS("the crash comes while b is half added",
       CRASHED(0)
       && ((LINK(vcpu_a)->prev == LINK(vcpu_b) && LIST(0)->next == LINK(vcpu_a))
	   || (LINK(vcpu_a)->prev == LIST(0) && LIST(0)->next == LINK(vcpu_b))));
EXISTS("the crash comes while a is half deleted, and a is still seen",
       CRASHED(0) && LIST(0)->prev == LINK(vcpu_b) && on_list(0, LINK(vcpu_a)));
EXISTS("the crash clears a VMCS that was loaded",
       CRASHED(0) && vcpu_b.vmcs01.cpu == 0 && !vmcs_b.cached_on[0]);

#endif
