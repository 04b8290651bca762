/*
 * What the functions under test stand on: Xen's names for the checker's primitives, a vCPU with the
 * members that matter, and VMX.
 *
 * VMPTRLD makes a VMCS current on its CPU, VMCLEAR of the current VMCS leaves the CPU without one,
 * and VMWRITE goes to whatever VMCS is current; without one it fails, and Xen dies of that (BUG()).
 *
 * VMPTRLD and VMCLEAR are executed with interrupts off. VMWRITE is a look at which VMCS is current
 * and a store: an interrupt between the two finds the CPU as after the instruction, or before it.
 */
#ifndef XEN_H
#define XEN_H

#include <linux/cpumask.h>
#include <linux/kernel.h>
#include <linux/percpu.h>
#include <linux/smp.h>
#include <linux/spinlock.h>

#define NR_CPUS 2

#define ASSERT(p) BUG_ON(!(p))
#define cpu_relax() barrier()
#define this_cpu(var) per_cpu(var, smp_processor_id())

/* Interrupts run func(info) on that CPU; where it is this one, with interrupts off. */
#define on_selected_cpu(cpu, func, info) smp_call_function_single(cpu, func, info, 1)

/* A VMCS of two fields. */
enum vmcs_field { SECONDARY_VM_EXEC_CONTROL, HOST_CR0, NR_FIELDS };

struct vmcs {
    unsigned long field[NR_FIELDS];
};

#define SECONDARY_EXEC_ENABLE_PML 0x20000
#define X86_CR0_TS 0x8

struct vcpu {
    bool is_idle;
    bool is_running;
    cpumask_t vcpu_dirty_cpumask[1];

    /* arch.hvm_vmx */
    struct vmcs *vmcs;
    int active_cpu;
    spinlock_t vmcs_lock;
    unsigned long secondary_exec_control;
    unsigned long host_cr0;
};

/* The vCPU that the scheduler has put on a CPU, and the one whose state is in its registers. */
static DEFINE_PER_CPU(struct vcpu *, current_vcpu);
static DEFINE_PER_CPU(struct vcpu *, curr_vcpu);

#define current this_cpu(current_vcpu)
#define set_current(v) (this_cpu(current_vcpu) = (v))
#define is_idle_vcpu(v) ((v)->is_idle)
#define is_hvm_vcpu(v) (!(v)->is_idle)

static struct vcpu idle_vcpu[NR_CPUS];

static inline bool cpumask_subset(const cpumask_t *a, const cpumask_t *b)
{
    return (a->bits[0] & ~b->bits[0]) == 0;
}

static const cpumask_t cpu_bit_bitmap[NR_CPUS] = { { { 1UL } }, { { 2UL } } };
#define cpumask_of(cpu) (&cpu_bit_bitmap[cpu])

/* The hardware's pointer to the current VMCS. */
static DEFINE_PER_CPU(struct vmcs *, vmptr);

static inline void __vmptrld(struct vmcs *vmcs)
{
    WRITE_ONCE(this_cpu(vmptr), vmcs);
}

static inline void __vmpclear(struct vmcs *vmcs)
{
    if ( READ_ONCE(this_cpu(vmptr)) == vmcs )
        WRITE_ONCE(this_cpu(vmptr), NULL);
}

static inline void __vmwrite(enum vmcs_field field, unsigned long value)
{
    struct vmcs *vmcs = READ_ONCE(this_cpu(vmptr));

    if ( vmcs == NULL )
        fault("VMWRITE without a current VMCS");
    WRITE_ONCE(vmcs->field[field], value);
}

#endif
