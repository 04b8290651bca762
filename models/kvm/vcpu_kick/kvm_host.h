/*
 * The surroundings of kvm_vcpu_kick(): the state of a vCPU, its requests, and the way into the
 * guest, from include/linux/kvm_host.h and arch/x86/kvm/x86.c of Linux 5.14.
 */
#ifndef KVM_HOST_H
#define KVM_HOST_H

#include <linux/bitops.h>
#include <linux/cpumask.h>
#include <linux/kernel.h>
#include <linux/smp.h>

#define NR_CPUS 3
#define nr_cpu_ids 3U

enum {
	OUTSIDE_GUEST_MODE,
	IN_GUEST_MODE,
	EXITING_GUEST_MODE,
	READING_SHADOW_PAGE_TABLES,
};

#define KVM_REQUEST_MASK 0xff
#define KVM_REQUEST_NO_WAKEUP 0x100
#define KVM_REQUEST_WAIT 0x200
#define KVM_REQ_EVENT 6
#define KVM_REQ_TLB_FLUSH (0 | KVM_REQUEST_WAIT | KVM_REQUEST_NO_WAKEUP)

struct kvm_vcpu {
	int cpu;
	int mode;
	unsigned long requests;
};

/* Whether a CPU executes guest code, and whether an IPI has made it leave. */
static bool in_guest[NR_CPUS];
static bool kicked[NR_CPUS];

static void reschedule_interrupt(void *unused)
{
	if (READ_ONCE(in_guest[raw_smp_processor_id()]))
		WRITE_ONCE(kicked[raw_smp_processor_id()], true);
}

static inline void smp_send_reschedule(int cpu)
{
	smp_call_function_single(cpu, reschedule_interrupt, NULL, 0);
}

static inline void kvm_make_request(int req, struct kvm_vcpu *vcpu)
{
	smp_wmb();
	set_bit(req & KVM_REQUEST_MASK, &vcpu->requests);
}

static inline bool kvm_request_pending(struct kvm_vcpu *vcpu)
{
	return READ_ONCE(vcpu->requests);
}

static inline int kvm_vcpu_exiting_guest_mode(struct kvm_vcpu *vcpu)
{
#ifndef NO_BEFORE_ATOMIC
	smp_mb__before_atomic();
#endif
	return cmpxchg(&vcpu->mode, IN_GUEST_MODE, EXITING_GUEST_MODE);
}

static bool kvm_request_needs_ipi(struct kvm_vcpu *vcpu, unsigned int req)
{
	int mode = kvm_vcpu_exiting_guest_mode(vcpu);

	/* Wait until the vCPU enables interrupts and is out of READING_SHADOW_PAGE_TABLES. */
	if (req & KVM_REQUEST_WAIT)
		return mode != OUTSIDE_GUEST_MODE;

	return mode == IN_GUEST_MODE;
}

static inline bool kvm_arch_vcpu_should_kick(struct kvm_vcpu *vcpu)
{
	return kvm_vcpu_exiting_guest_mode(vcpu) == IN_GUEST_MODE;
}

/* The vCPU is not asleep: there is nothing to wake up. */
static inline bool kvm_vcpu_wake_up(struct kvm_vcpu *vcpu)
{
	return false;
}

/* A VM has one vCPU. */
struct kvm {
	struct kvm_vcpu *vcpu;
};

#define kvm_for_each_vcpu(index, vcpu, kvm) \
	for (index = 0; index < 1 ? (vcpu = (kvm)->vcpu, true) : false; index++)

typedef struct cpumask *cpumask_var_t;

static void ack_flush(void *completed)
{
}

/* One CPU at a time, where smp_call_function_many() asks all of them and then waits. */
static bool kvm_kick_many_cpus(const struct cpumask *cpus, bool wait)
{
	int cpu;

	if (cpumask_empty(cpus))
		return false;

	for (cpu = 0; cpu < NR_CPUS; cpu++)
		if (cpumask_test_cpu(cpu, cpus))
			smp_call_function_single(cpu, ack_flush, NULL, wait);
	return true;
}

/* arch/x86/kvm/mmu/mmu.c: a vCPU looks at page tables that nobody locks. */
static void walk_shadow_page_lockless_begin(struct kvm_vcpu *vcpu)
{
	local_irq_disable();
	smp_store_mb(vcpu->mode, READING_SHADOW_PAGE_TABLES);
}

static void walk_shadow_page_lockless_end(struct kvm_vcpu *vcpu)
{
	smp_store_release(&vcpu->mode, OUTSIDE_GUEST_MODE);
	local_irq_enable();
}

static inline bool kvm_vcpu_exit_request(struct kvm_vcpu *vcpu)
{
	return vcpu->mode == EXITING_GUEST_MODE || kvm_request_pending(vcpu);
}

/* In the kernel: leaving the SRCU section and smp_mb__after_srcu_read_unlock(). */
static inline void before_requests(void)
{
#if defined(WMB_ONLY)
	smp_wmb();
#elif !defined(NO_MB)
	smp_mb();
#endif
}

/*
 * vcpu_enter_guest() up to VM entry: whether the CPU is in the guest afterwards. Interrupts are on
 * in the guest: they make it leave.
 */
static bool vcpu_enter_guest(struct kvm_vcpu *vcpu)
{
	local_irq_disable();

	vcpu->mode = IN_GUEST_MODE;

	before_requests();

	if (kvm_vcpu_exit_request(vcpu)) {
		vcpu->mode = OUTSIDE_GUEST_MODE;
		smp_wmb();
		local_irq_enable();
		return false;
	}

	WRITE_ONCE(in_guest[raw_smp_processor_id()], true);
	local_irq_enable();
	return true;
}

/* ... and from VM exit on. */
static void vcpu_leave_guest(struct kvm_vcpu *vcpu)
{
	local_irq_disable();
	WRITE_ONCE(in_guest[raw_smp_processor_id()], false);
	vcpu->mode = OUTSIDE_GUEST_MODE;
	smp_wmb();
	local_irq_enable();
}

#endif
