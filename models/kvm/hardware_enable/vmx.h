/*
 * The surroundings of hardware_enable(): CR4 and its shadow, VMXON and VMXOFF, Intel PT, and what
 * the NMI of a crash does with them. From arch/x86/include/asm/tlbflush.h, virtext.h and
 * arch/x86/kernel/crash.c of Linux 5.6.
 *
 * An oops kills the task that makes it, and nothing else: KVM enables a CPU from the task that
 * creates the first VM.
 */
#ifndef VMX_H
#define VMX_H

#include <linux/kernel.h>
#include <linux/percpu.h>
#include <linux/smp.h>

typedef unsigned long u64;

#define X86_CR4_VMXE 0x2000
#define __pa(address) ((u64)(address))
#define enable_ept true

/* What was provoked is no bug: it is a message. */
#undef WARN_ONCE
#define WARN_ONCE(condition, format) do { } while (0)

/* CR4 itself, and VMX operation: only VMXON and VMXOFF change it. */
static unsigned long cr4;
static bool in_vmx_operation;

/* Whether MSR_IA32_FEAT_CTL is locked without VMX: then VMXON is #GP. */
#ifdef VMXON_FAULTS
#define vmxon_faults true
#else
#define vmxon_faults false
#endif

/* The task that creates VMs: whether an oops has killed it. */
static bool task_died;

struct tlb_state {
	unsigned long cr4;
};

static DEFINE_PER_CPU(struct tlb_state, cpu_tlbstate);
static DEFINE_PER_CPU(struct vmcs *, vmxarea);

static inline unsigned long cr4_read_shadow(void)
{
	return this_cpu_read(cpu_tlbstate.cr4);
}

/* Writing to CR4 is serialising. */
static inline void __write_cr4(unsigned long value)
{
	smp_mb();
	WRITE_ONCE(cr4, value);
	smp_mb();
}

static inline unsigned long __read_cr4(void)
{
	return READ_ONCE(cr4);
}

static inline void __cr4_set(unsigned long value)
{
	this_cpu_write(cpu_tlbstate.cr4, value);
	__write_cr4(value);
}

static inline void cr4_set_bits(unsigned long mask)
{
	unsigned long value, flags;

	local_irq_save(flags);
	value = this_cpu_read(cpu_tlbstate.cr4);
	if ((value | mask) != value)
		__cr4_set(value | mask);
	local_irq_restore(flags);
}

static inline void cr4_clear_bits(unsigned long mask)
{
	unsigned long value, flags;

	local_irq_save(flags);
	value = this_cpu_read(cpu_tlbstate.cr4);
	if ((value & ~mask) != value)
		__cr4_set(value & ~mask);
	local_irq_restore(flags);
}

/* arch/x86/events/intel/pt.c: while vmx_on is set, nobody can trace. */
static int pt_vmx_on;

static void intel_pt_handle_vmx(int on)
{
	WRITE_ONCE(pt_vmx_on, on);
}

/* VMXON: whether it faults. */
static inline bool vmxon_is_gp(u64 pointer)
{
	if (vmxon_faults)
		return true;
	WRITE_ONCE(in_vmx_operation, true);
	return false;
}

/* VMXON without an entry in the exception table. */
static inline void vmxon(u64 pointer)
{
	if (vmxon_is_gp(pointer))
		WRITE_ONCE(task_died, true);
}

/* INVEPT, which is #UD outside VMX operation. A dead task does not get here. */
static inline void ept_sync_global(void)
{
	if (!READ_ONCE(task_died) && !READ_ONCE(in_vmx_operation))
		fault("#UD in INVEPT");
}

/* VMXOFF, with an entry in the exception table or without. */
static inline void vmxoff(void)
{
#ifndef EAT_FAULTS
	if (!READ_ONCE(in_vmx_operation))
		fault("#UD in VMXOFF");
#endif
	WRITE_ONCE(in_vmx_operation, false);
}

/* arch/x86/kvm/vmx/vmx.c */
static void hardware_disable(void)
{
	vmxoff();
	intel_pt_handle_vmx(0);
	cr4_clear_bits(X86_CR4_VMXE);
}

/* virtext.h: what a crash does to leave VMX operation. */
static inline void cpu_vmxoff(void)
{
	vmxoff();
	cr4_clear_bits(X86_CR4_VMXE);
}

static inline int cpu_vmx_enabled(void)
{
	return __read_cr4() & X86_CR4_VMXE;
}

static inline void cpu_emergency_vmxoff(void)
{
	if (cpu_vmx_enabled())
		cpu_vmxoff();
}

#endif
