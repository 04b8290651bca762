/*
 * The surroundings of the functions under test: the types of arch/x86/kvm/vmx/ with the members
 * that matter, and VMX itself.
 *
 * A CPU caches every VMCS that it has loaded with VMPTRLD until it executes VMCLEAR for it; other
 * CPUs do not snoop this cache, and VMXOFF does not flush it. An instruction of VMX outside VMX
 * operation is #UD.
 *
 * KVM issues these instructions as asm goto without a "memory" clobber: the compiler keeps them in
 * order with other volatile accesses and with nothing else. So they are marked accesses here, not
 * atomic { }, which would be a compiler barrier.
 */
#ifndef VMX_H
#define VMX_H

#include <linux/cpumask.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/percpu.h>
#include <linux/rculist.h>
#include <linux/smp.h>

#define CONFIG_KEXEC_CORE
#define NR_CPUS 2

/* The hardware's view of a VMCS: which CPUs have it in their cache. */
struct vmcs {
	bool cached_on[NR_CPUS];
};

struct loaded_vmcs {
	struct vmcs *vmcs;
	struct vmcs *shadow_vmcs;
	int cpu;
	bool launched;
	struct list_head loaded_vmcss_on_cpu_link;
};

struct kvm_vcpu {
	int vcpu_id;
};

struct vcpu_vmx {
	struct kvm_vcpu vcpu;
	struct loaded_vmcs vmcs01;
	struct loaded_vmcs *loaded_vmcs;
};

static inline struct vcpu_vmx *to_vmx(struct kvm_vcpu *vcpu)
{
	return container_of(vcpu, struct vcpu_vmx, vcpu);
}

/* VMX operation of each CPU: not yet begun, on, or ended by VMXOFF. */
enum vmx_operation { VMX_NOT_YET, VMX_ON, VMX_OFF };
static enum vmx_operation vmx_operation[NR_CPUS];

/* CR4.VMXE is set first, and a write to CR4 is serialising. */
static inline void kvm_cpu_vmxon(void)
{
	smp_mb();
	WRITE_ONCE(vmx_operation[raw_smp_processor_id()], VMX_ON);
}

static inline void cpu_vmxoff(void)
{
	WRITE_ONCE(vmx_operation[raw_smp_processor_id()], VMX_OFF);
}

#ifndef HANDOVER
static inline void vmcs_clear(struct vmcs *vmcs)
{
	int cpu = raw_smp_processor_id();

	if (READ_ONCE(vmx_operation[cpu]) != VMX_ON)
		fault("#UD in VMCLEAR");
	WRITE_ONCE(vmcs->cached_on[cpu], false);
}

static inline void vmcs_load(struct vmcs *vmcs)
{
	int cpu = raw_smp_processor_id();

	if (READ_ONCE(vmx_operation[cpu]) != VMX_ON)
		fault("#UD in VMPTRLD");
	if (READ_ONCE(vmcs->cached_on[1 - cpu]))
		fault("VMPTRLD of a VMCS that another CPU caches");
	WRITE_ONCE(vmcs->cached_on[cpu], true);
}
#endif

/* A write to an MSR, and a compiler barrier: its inline assembly does clobber "memory". */
static inline void indirect_branch_prediction_barrier(void)
{
	barrier();
}

#ifdef HANDOVER
/* The lists alone: no VMCS cache, and only executions that need no IPI, as ->cpu is -1 already. */
#define vmcs_clear(vmcs) do { } while (0)
#define vmcs_load(vmcs) do { } while (0)
#define smp_call_function_single(cpu, func, info, wait) assume(false)
#endif

#ifdef LIST_ONCE
/* list_add() and list_del() with every access to the list marked. */
static inline void list_add_once(struct list_head *new, struct list_head *head)
{
	struct list_head *next = READ_ONCE(head->next);

	WRITE_ONCE(next->prev, new);
	WRITE_ONCE(new->next, next);
	WRITE_ONCE(new->prev, head);
	WRITE_ONCE(head->next, new);
}

static inline void list_del_once(struct list_head *entry)
{
	struct list_head *prev = READ_ONCE(entry->prev);
	struct list_head *next = READ_ONCE(entry->next);

	WRITE_ONCE(next->prev, prev);
	WRITE_ONCE(prev->next, next);
	WRITE_ONCE(entry->next, LIST_POISON1);
	WRITE_ONCE(entry->prev, LIST_POISON2);
}

#define list_add list_add_once
#define list_del list_del_once
#endif

/* Stronger than the kernel's: smp_mb() in place of smp_rmb(), or of smp_wmb(). */
#ifdef MB_FOR_RMB
#define smp_rmb() smp_mb()
#endif
#ifdef MB_FOR_WMB
#define smp_wmb() smp_mb()
#endif

#endif
