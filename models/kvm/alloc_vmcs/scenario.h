/*
 * CPU 0 allocates a VMCS, loads and runs it, and frees it. Two scenarios:
 *   (default)  the structure is zeroed, as that of vmcs01 is; a crash may come at any step.
 *   STALE      the structure holds what its last user left there. No crash, unless CRASH is set.
 */
static struct vmcs stale_page;

static struct loaded_vmcs vmcs01 = {
#ifdef STALE
	.shadow_vmcs = &stale_page,
	.cpu = 7,
	.launched = true,
	.hv_timer_soft_disabled = true,
#else
	.cpu = 0,
#endif
};

/* How far CPU 0 has come. */
enum progress { STARTED, FAILED, ALLOCATED, LOADING, HAS_RUN, FREED };
static enum progress progress = STARTED;
static bool crashed;

INIT {
	INIT_LIST_HEAD(&per_cpu(loaded_vmcss_on_cpu, 0));
}

/* The full barriers are those of system calls in which other things happen. */
CPU(0) {
	if (alloc_loaded_vmcs(&vmcs01)) {
		smp_mb();
		WRITE_ONCE(progress, FAILED);
	} else {
		smp_mb();
		WRITE_ONCE(progress, ALLOCATED);
		smp_mb();
		WRITE_ONCE(progress, LOADING);
		smp_mb();
		vmx_vcpu_load_vmcs(&vmcs01, 0);
		vmx_vcpu_run(&vmcs01);
		smp_mb();
		WRITE_ONCE(progress, HAS_RUN);
		smp_mb();
		vmx_vcpu_run(&vmcs01);
		free_loaded_vmcs(&vmcs01);
		smp_mb();
		WRITE_ONCE(progress, FREED);
	}
}

#if !defined(STALE) || defined(CRASH)
/* What the NMI of a crash does on each CPU. */
NMI(0) {
	WRITE_ONCE(crashed, true);
	crash_vmclear_local_loaded_vmcss();
	cpu_vmxoff();
	halt();
}

EXISTS("the crash comes when the VMCS is allocated and not yet loaded",
       crashed && progress == ALLOCATED && vmcs_page.state == CLEAR);
EXISTS("the crash comes before the new VMCS is clear",
       crashed && vmcs01.vmcs && vmcs_page.state == GARBAGE);
EXISTS("the crash clears a VMCS that was launched", crashed && vmcs01.launched
       && vmx_is_off);
#endif

ALWAYS("nothing is written to a page that somebody else has", stale_page.state == FREE);
FINALLY("no VMCS outlives VMXOFF in the cache", !vmx_is_off || vmcs_page.state < ACTIVE);
ALWAYS("what is allocated is clear and on no CPU",
       progress != ALLOCATED
       || (vmcs_page.state == CLEAR && vmcs01.cpu == -1 && !vmcs01.launched
	   && !vmcs01.shadow_vmcs && !vmcs01.hv_timer_soft_disabled));
FINALLY("an allocation that fails leaves nothing behind",
	progress != FAILED || (vmcs_page.state == FREE && !bitmap_allocated && !vmcs01.vmcs));
FINALLY("what is freed leaves nothing behind",
	progress != FREED || (vmcs_page.state == FREE && !bitmap_allocated && !vmcs01.vmcs));

EXISTS("the VMCS runs and is freed", progress == FREED);
EXISTS("there is a page for the VMCS and none for the bitmap",
       progress == FAILED && vmcs01.cpu == -1);
EXISTS("there is no page for the VMCS", progress == FAILED && vmcs01.cpu != -1);
