/*
 * xen/arch/x86/hvm/vmx/vmcs.c and vmx.c of Xen 4.10, statement by statement as far as they decide
 * which VMCS is current. -D RELOAD is the change that the thread considers.
 */
#ifndef VMX_H
#define VMX_H

#include "xen.h"

static DEFINE_PER_CPU(struct vmcs *, current_vmcs);

struct foreign_vmcs {
    struct vcpu *v;
    unsigned int count;
};
static DEFINE_PER_CPU(struct foreign_vmcs, foreign_vmcs);

void sync_vcpu_execstate(struct vcpu *v);

/* With what it calls. The schedule lock of vcpu_sleep_nosync() is left as a compiler barrier. */
static void vcpu_pause(struct vcpu *v)
{
    barrier();
    while ( READ_ONCE(v->is_running) )
        cpu_relax();
    sync_vcpu_execstate(v);
}

static void __vmx_clear_vmcs(void *info)
{
    struct vcpu *v = info;

    if ( v->active_cpu == smp_processor_id() )
    {
        __vmpclear(v->vmcs);

        v->active_cpu = -1;

        if ( v->vmcs == this_cpu(current_vmcs) )
            this_cpu(current_vmcs) = NULL;
    }
}

static void vmx_clear_vmcs(struct vcpu *v)
{
    int cpu = v->active_cpu;

    if ( cpu != -1 )
        on_selected_cpu(cpu, __vmx_clear_vmcs, v);
}

static void vmx_load_vmcs(struct vcpu *v)
{
    unsigned long flags;

    local_irq_save(flags);

    if ( v->active_cpu == -1 )
        v->active_cpu = smp_processor_id();

    ASSERT(v->active_cpu == smp_processor_id());

    __vmptrld(v->vmcs);
    this_cpu(current_vmcs) = v->vmcs;

    local_irq_restore(flags);
}

void vmx_vmcs_reload(struct vcpu *v)
{
    if ( v->vmcs == this_cpu(current_vmcs) )
        return;

    vmx_load_vmcs(v);
}

void vmx_vmcs_enter(struct vcpu *v)
{
    struct foreign_vmcs *fv;

    if ( likely(v == current) )
    {
        ASSERT(v->vmcs == this_cpu(current_vmcs));
        return;
    }

    fv = &this_cpu(foreign_vmcs);

    if ( fv->v == v )
    {
        BUG_ON(fv->count == 0);
    }
    else
    {
        BUG_ON(fv->v != NULL);
        BUG_ON(fv->count != 0);

        vcpu_pause(v);
        spin_lock(&v->vmcs_lock);

        vmx_clear_vmcs(v);
        vmx_load_vmcs(v);

        fv->v = v;
    }

    fv->count++;
}

void vmx_vmcs_exit(struct vcpu *v)
{
    struct foreign_vmcs *fv;

    if ( likely(v == current) )
        return;

    fv = &this_cpu(foreign_vmcs);
    BUG_ON(fv->v != v);
    BUG_ON(fv->count == 0);

    if ( --fv->count == 0 )
    {
        /* Don't confuse vmx_do_resume (for @v or @current!) */
        vmx_clear_vmcs(v);
        if ( is_hvm_vcpu(current) )
            vmx_load_vmcs(current);

        spin_unlock(&v->vmcs_lock);

        fv->v = NULL;
    }
}

static void vmx_update_secondary_exec_control(struct vcpu *v)
{
    __vmwrite(SECONDARY_VM_EXEC_CONTROL, v->secondary_exec_control);
}

void vmx_vcpu_disable_pml(struct vcpu *v)
{
    if ( !(v->secondary_exec_control & SECONDARY_EXEC_ENABLE_PML) )
        return;

    vmx_vmcs_enter(v);

    v->secondary_exec_control &= ~SECONDARY_EXEC_ENABLE_PML;
    vmx_update_secondary_exec_control(v);

    vmx_vmcs_exit(v);
}

static void vmx_fpu_leave(struct vcpu *v)
{
    if ( !(v->host_cr0 & X86_CR0_TS) )
    {
        v->host_cr0 |= X86_CR0_TS;
        __vmwrite(HOST_CR0, v->host_cr0);
    }
}

static void vmx_ctxt_switch_from(struct vcpu *v)
{
#ifndef RELOAD
    if ( !v->is_running )
    {
        /*
         * Who pauses a vCPU that is not marked as running does not wait for us, and may have taken
         * its VMCS away.
         */
        vmx_vmcs_reload(v);
    }
#else
    vmx_vmcs_reload(v);
#endif

    vmx_fpu_leave(v);
}

/* The tail of a context switch: the way back into the guest. */
void vmx_do_resume(struct vcpu *v)
{
    if ( v->active_cpu == smp_processor_id() )
        vmx_vmcs_reload(v);
    else
    {
        vmx_clear_vmcs(v);
        vmx_load_vmcs(v);
    }
}

#endif
