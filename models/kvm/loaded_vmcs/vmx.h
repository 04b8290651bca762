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

/* A write to an MSR, and a compiler barrier: its inline assembly does clobber "memory". */
static inline void indirect_branch_prediction_barrier(void)
{
	barrier();
}

#endif
