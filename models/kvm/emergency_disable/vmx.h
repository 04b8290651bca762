/*
 * The surroundings of vmx_emergency_disable(): CR4 and VMX of each CPU, faults of VMX instructions,
 * and the NMI shootdown. From arch/x86/kvm/vmx/, arch/x86/kvm/x86.c and arch/x86/kernel/reboot.c of
 * Linux 6.6.
 *
 * As in ../loaded_vmcs/vmx.h VMX instructions are marked accesses, and a VMCS that was loaded stays
 * in the CPU's cache until VMCLEAR; here a fault of theirs is eaten if kvm_rebooting is set.
 */
#ifndef VMX_H
#define VMX_H

#include <linux/atomic.h>
#include <linux/kernel.h>
#include <linux/percpu.h>
#include <linux/rculist.h>
#include <linux/smp.h>

#define NR_CPUS 2
#define X86_CR4_VMXE 0x2000
#define EIO 5

struct vmcs {
	bool cached_on[NR_CPUS];
};

struct loaded_vmcs {
	struct vmcs *vmcs;
	struct list_head loaded_vmcss_on_cpu_link;
};

static DEFINE_PER_CPU(struct list_head, loaded_vmcss_on_cpu);

/* CR4 and VMX operation; the shadow of CR4 changes with it here. */
static unsigned long cr4[NR_CPUS];
static bool in_vmx_operation[NR_CPUS];

static bool kvm_rebooting;

#ifdef WATCH
/* What the EXISTS properties of WATCH look at. */
static bool in_nmi[NR_CPUS], saw_vmxe[NR_CPUS], nmi_after_test, eaten_in_process, eaten_in_nmi;
#endif

static inline unsigned long __read_cr4(void)
{
	int cpu = raw_smp_processor_id();
	unsigned long value = READ_ONCE(cr4[cpu]);

#ifdef WATCH
	if (!READ_ONCE(in_nmi[cpu]))
		WRITE_ONCE(saw_vmxe[cpu], value != 0);
#endif
	return value;
}

/* Writing to CR4 is serialising. */
static inline void cr4_clear_bits(unsigned long mask)
{
	smp_mb();
	WRITE_ONCE(cr4[raw_smp_processor_id()], 0);
	smp_mb();
}

/* Where the exception table sends a fault of KVM's VMX instructions. */
static void kvm_spurious_fault(void)
{
	/* Fault while not rebooting.  We want the trace. */
#ifdef NOT_REBOOTING
	BUG();
#endif
	BUG_ON(!kvm_rebooting);
#ifdef WATCH
	if (READ_ONCE(in_nmi[raw_smp_processor_id()]))
		WRITE_ONCE(eaten_in_nmi, true);
	else
		WRITE_ONCE(eaten_in_process, true);
#endif
}

static inline void vmcs_clear(struct vmcs *vmcs)
{
	int cpu = raw_smp_processor_id();

	if (READ_ONCE(in_vmx_operation[cpu]))
		WRITE_ONCE(vmcs->cached_on[cpu], false);
	else
		kvm_spurious_fault();
}

/* VMXOFF: whether it faulted. */
static inline bool vmxoff_is_ud(void)
{
	int cpu = raw_smp_processor_id();

	if (!READ_ONCE(in_vmx_operation[cpu]))
		return true;
	WRITE_ONCE(in_vmx_operation[cpu], false);
	return false;
}

/* A fault of VMXOFF goes to its own label, rebooting or not. */
static int kvm_cpu_vmxoff(void)
{
	if (vmxoff_is_ud())
		goto fault;

	cr4_clear_bits(X86_CR4_VMXE);
	return 0;

fault:
	cr4_clear_bits(X86_CR4_VMXE);
	return -EIO;
}

#endif
