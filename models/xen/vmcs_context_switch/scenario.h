/*
 * CPU 0 runs vCPU x, and then nothing: its state stays in the registers, its VMCS stays current.
 * While CPU 0 is idle it destroys vCPU y of another domain, which has PML on. CPU 1 schedules x.
 *
 * OTHER_FLUSH: CPU 1 does not schedule x, it flushes TLBs for a reason of its own.
 * SYNC_FIRST: complete_domain_destroy() writes the lazy state back before it goes to work.
 * ELSEWHERE: what is done to y is not part of complete_domain_destroy().
 * SECTION_IRQS_OFF: not real, on_selected_cpus() needs interrupts; see README.md.
 */
static struct vmcs vmcs_x = { .field = { SECONDARY_EXEC_ENABLE_PML, 0 } };
static struct vmcs vmcs_y = { .field = { SECONDARY_EXEC_ENABLE_PML, 0 } };

static struct vcpu vcpu_x = {
    .vmcs = &vmcs_x,
    .is_running = true,
    .active_cpu = 0,
    .secondary_exec_control = SECONDARY_EXEC_ENABLE_PML,
};
static struct vcpu vcpu_y = {
    .vmcs = &vmcs_y,
    .active_cpu = -1,
    .secondary_exec_control = SECONDARY_EXEC_ENABLE_PML,
};

/* xen/common/schedule.c */
void context_saved(struct vcpu *prev)
{
    /* Clear running flag /after/ writing context to memory. */
    smp_wmb();

    prev->is_running = 0;

    /* Check for migration request /after/ clearing running flag. */
    smp_mb();
}

/* xen/common/domain.c */
static void complete_domain_destroy(void)
{
#if defined(SYNC_FIRST) && !defined(ELSEWHERE)
    sync_local_execstate();
#endif

#ifdef SECTION_IRQS_OFF
    local_irq_disable();
#endif
    vmx_vcpu_disable_pml(&vcpu_y);
#ifdef SECTION_IRQS_OFF
    local_irq_enable();
#endif
}

INIT {
    int cpu;

    for ( cpu = 0; cpu < NR_CPUS; cpu++ )
    {
        idle_vcpu[cpu].is_idle = true;
        per_cpu(current_vcpu, cpu) = &idle_vcpu[cpu];
        per_cpu(curr_vcpu, cpu) = &idle_vcpu[cpu];
    }
    per_cpu(current_vcpu, 0) = &vcpu_x;
    per_cpu(curr_vcpu, 0) = &vcpu_x;
    per_cpu(current_vmcs, 0) = &vmcs_x;
    per_cpu(vmptr, 0) = &vmcs_x;
    vcpu_x.vcpu_dirty_cpumask[0].bits[0] = 1;
}

CPU(0) {
    context_switch(&vcpu_x, &idle_vcpu[0]);
    complete_domain_destroy();
}

CPU(1) {
#ifdef OTHER_FLUSH
    flush_tlb_mask(cpumask_of(0));
#else
    await(!READ_ONCE(vcpu_x.is_running));
    vcpu_x.is_running = 1;
    context_switch(&idle_vcpu[1], &vcpu_x);
#endif
}

/* CPU 0 has written x back, which marks its FPU state as saved in vcpu_x and in its VMCS. */
#define X_WAS_LEFT ((vcpu_x.host_cr0 & X86_CR0_TS) != 0)

FINALLY("the state of a vCPU is written to its own VMCS",
        X_WAS_LEFT == ((vmcs_x.field[HOST_CR0] & X86_CR0_TS) != 0)
        && vmcs_y.field[HOST_CR0] == 0);

FINALLY("vmx_vmcs_enter() leads to the VMCS of its vCPU, up to vmx_vmcs_exit()",
        vmcs_x.field[SECONDARY_VM_EXEC_CONTROL] == SECONDARY_EXEC_ENABLE_PML
        && vmcs_y.field[SECONDARY_VM_EXEC_CONTROL] == 0);

#define IN_SECTION (per_cpu(foreign_vmcs, 0).v == &vcpu_y)

#ifndef OTHER_FLUSH
EXISTS("CPU 0 is asked for the state of a vCPU that is running elsewhere",
       vcpu_x.is_running && flush_cpumask.bits[0] == 1);
EXISTS("CPU 1 runs the vCPU on its VMCS", per_cpu(vmptr, 1) == &vmcs_x);
#endif
EXISTS("CPU 0 is interrupted between vmx_vmcs_enter() and vmx_vmcs_exit()",
       IN_SECTION && flush_cpumask.bits[0] == 1);
