/*
 * Xen's lazy context switch and the flush IPI of 2017: a TLB flush writes back the state of
 * whatever vCPU is still in the registers. flush-state.patch makes vmcs_context_switch.c of it.
 */
#include "vmx.h"

/* xen/include/asm-x86/flushtlb.h */

/* Masks the TLB flush's page order, which is not used here. */
#define FLUSH_ORDER_MASK 0xff
 /* Flush TLBs (or parts thereof) */
#define FLUSH_TLB        0x100
 /* Flush TLBs (or parts thereof) including global mappings */
#define FLUSH_TLB_GLOBAL 0x200

/* Flush local TLBs/caches: nothing to see here. */
#define flush_area_local(va, flags) (flags)

void flush_area_mask(const cpumask_t *mask, const void *va, unsigned int flags);
#define flush_mask(mask, flags) flush_area_mask(mask, NULL, flags)
#define flush_tlb_mask(mask) flush_mask(mask, FLUSH_TLB)

int __sync_local_execstate(void);

/* xen/arch/x86/smp.c, statement by statement. */

static DEFINE_SPINLOCK(flush_lock);
static cpumask_t flush_cpumask;
static const void *flush_va;
static unsigned int flush_flags;

void invalidate_interrupt(void *regs)
{
    unsigned int flags = flush_flags;

    if ( __sync_local_execstate() )
        flags &= ~(FLUSH_TLB | FLUSH_TLB_GLOBAL);
    flush_area_local(flush_va, flags);
    cpumask_clear_cpu(smp_processor_id(), &flush_cpumask);
}

/* Of two CPUs, the other one is all that there is to interrupt. */
static void send_invalidate_IPI(int self)
{
    smp_call_function_single(1 - self, invalidate_interrupt, NULL, 0);
}

void flush_area_mask(const cpumask_t *mask, const void *va, unsigned int flags)
{
    unsigned int cpu = smp_processor_id();

    if ( cpumask_test_cpu(cpu, mask) )
        flags = flush_area_local(va, flags);

    if ( (flags & ~FLUSH_ORDER_MASK) &&
         !cpumask_subset(mask, cpumask_of(cpu)) )
    {
        spin_lock(&flush_lock);
        cpumask_copy(&flush_cpumask, mask);
        cpumask_clear_cpu(cpu, &flush_cpumask);
        flush_va      = va;
        flush_flags   = flags;
        send_invalidate_IPI(cpu);
        while ( !cpumask_empty(&flush_cpumask) )
            cpu_relax();
        spin_unlock(&flush_lock);
    }
}

/* xen/arch/x86/domain.c, statement by statement. */

static void __context_switch(void)
{
    unsigned int cpu = smp_processor_id();
    struct vcpu *p = per_cpu(curr_vcpu, cpu);
    struct vcpu *n = current;

    ASSERT(p != n);
    ASSERT(cpumask_empty(n->vcpu_dirty_cpumask));

    if ( !is_idle_vcpu(p) )
        vmx_ctxt_switch_from(p);

    cpumask_set_cpu(cpu, n->vcpu_dirty_cpumask);

    cpumask_clear_cpu(cpu, p->vcpu_dirty_cpumask);

    per_cpu(curr_vcpu, cpu) = n;
}

void context_saved(struct vcpu *prev);

void context_switch(struct vcpu *prev, struct vcpu *next)
{
    unsigned int cpu = smp_processor_id();
    cpumask_t dirty_mask;

    cpumask_copy(&dirty_mask, next->vcpu_dirty_cpumask);
    if ( unlikely(!cpumask_test_cpu(cpu, &dirty_mask) &&
                  !cpumask_empty(&dirty_mask)) )
    {
        /* Other cpus call __sync_local_execstate from flush ipi handler. */
        flush_tlb_mask(&dirty_mask);
    }

    local_irq_disable();

    set_current(next);

    if ( (per_cpu(curr_vcpu, cpu) == next) ||
         is_idle_vcpu(next) )
    {
        local_irq_enable();
    }
    else
    {
        __context_switch();

        local_irq_enable();
    }

    context_saved(prev);

    if ( is_hvm_vcpu(next) )
        vmx_do_resume(next);
}

int __sync_local_execstate(void)
{
    unsigned long flags;
    int switch_required;

    local_irq_save(flags);

    switch_required = (this_cpu(curr_vcpu) != current);

    if ( switch_required )
    {
        ASSERT(current == &idle_vcpu[smp_processor_id()]);
        __context_switch();
    }

    local_irq_restore(flags);

    return switch_required;
}

void sync_local_execstate(void)
{
    (void)__sync_local_execstate();
}

void sync_vcpu_execstate(struct vcpu *v)
{
    if ( cpumask_test_cpu(smp_processor_id(), v->vcpu_dirty_cpumask) )
        sync_local_execstate();

    /* Other cpus call __sync_local_execstate from flush ipi handler. */
    flush_tlb_mask(v->vcpu_dirty_cpumask);
}

#include "scenario.h"
