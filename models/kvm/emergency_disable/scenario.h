/*
 * CPU 0 has two VMCSes loaded and executes `reboot -f`; CPU 1 has one and panics.
 *   NMI_RETURNS    the NMI of the shootdown does not stop CPU 0
 *   ALREADY_OFF    CPU 0 left VMX operation before, and yet has VMCSes on its list
 *   NOT_REBOOTING  no fault is eaten, as if kvm_rebooting were not set
 *   WATCH          look where the NMI comes and where a #UD is eaten
 */
static struct vmcs vmcs_a, vmcs_b, vmcs_c;

static struct loaded_vmcs loaded_a = { .vmcs = &vmcs_a };
static struct loaded_vmcs loaded_b = { .vmcs = &vmcs_b };
static struct loaded_vmcs loaded_c = { .vmcs = &vmcs_c };

#define LIST(cpu) (&per_cpu(loaded_vmcss_on_cpu, cpu))

INIT {
	INIT_LIST_HEAD(LIST(0));
	INIT_LIST_HEAD(LIST(1));
	list_add(&loaded_a.loaded_vmcss_on_cpu_link, LIST(0));
	list_add(&loaded_b.loaded_vmcss_on_cpu_link, LIST(0));
	list_add(&loaded_c.loaded_vmcss_on_cpu_link, LIST(1));
	vmcs_c.cached_on[1] = true;
	in_vmx_operation[1] = true;
	cr4[1] = X86_CR4_VMXE;
#ifndef ALREADY_OFF
	vmcs_a.cached_on[0] = true;
	vmcs_b.cached_on[0] = true;
	in_vmx_operation[0] = true;
	cr4[0] = X86_CR4_VMXE;
#endif
}

/* arch/x86/kernel/reboot.c from here on. The callback is registered while there are VMs. */
static void cpu_emergency_disable_virtualization(void)
{
	vmx_emergency_disable();
}

static atomic_t waiting_for_crash_ipi = ATOMIC_INIT(1);

static void crash_nmi_callback(void *unused)
{
#ifdef WATCH
	WRITE_ONCE(in_nmi[0], true);
	if (READ_ONCE(saw_vmxe[0]) && READ_ONCE(vmcs_a.cached_on[0]) && READ_ONCE(cr4[0]))
		WRITE_ONCE(nmi_after_test, true);
#endif
	cpu_emergency_disable_virtualization();
	atomic_dec(&waiting_for_crash_ipi);
#ifdef NMI_RETURNS
#ifdef WATCH
	WRITE_ONCE(in_nmi[0], false);
#endif
#else
	halt();
#endif
}

/* reboot -f */
CPU(0) {
	local_irq_disable();
	cpu_emergency_disable_virtualization();
}

/* panic(): stop the others, then leave VMX operation. */
CPU(1) {
	local_irq_disable();
	send_nmi(0, crash_nmi_callback, NULL);
	cpu_emergency_disable_virtualization();
}

static bool is_down(int cpu)
{
	return !in_vmx_operation[cpu] && !(cr4[cpu] & X86_CR4_VMXE);
}

FINALLY("no VMCS outlives VMXOFF in the cache",
	!vmcs_a.cached_on[0] && !vmcs_b.cached_on[0] && !vmcs_c.cached_on[1]);
FINALLY("both CPUs have left VMX operation, and CR4.VMXE is clear", is_down(0) && is_down(1));

EXISTS("CPU 0 has done all before the NMI comes",
       is_down(0) && atomic_read(&waiting_for_crash_ipi) == 1);
EXISTS("the NMI has come", atomic_read(&waiting_for_crash_ipi) == 0);
#ifndef ALREADY_OFF
EXISTS("CPU 0 is out of VMX operation with CR4.VMXE still set",
       !in_vmx_operation[0] && cr4[0] != 0);
EXISTS("CPU 0 is half way through its list",
       vmcs_a.cached_on[0] != vmcs_b.cached_on[0]);
#endif
#ifdef WATCH
EXISTS("the NMI clears CR4.VMXE between the test and the first VMCLEAR",
       nmi_after_test && !(cr4[0] & X86_CR4_VMXE));
EXISTS("the NMI eats a #UD, as CPU 0 has executed VMXOFF and not yet cleared CR4.VMXE",
       eaten_in_nmi);
#ifdef NMI_RETURNS
EXISTS("what the NMI has interrupted eats a #UD", eaten_in_process);
#else
FINALLY("what the NMI has interrupted never eats a #UD", !eaten_in_process);
#endif
#endif
