/*
 * vmx_emergency_disable() before "KVM: VMX: Skip VMCLEAR logic during emergency reboots if
 * CR4.VMXE=0", as the patches before it in the series leave it. test-vmxe-first.patch makes
 * emergency_disable.c of it.
 */
#include "vmx.h"

/* arch/x86/kvm/vmx/vmx.c, statement by statement. */
static void vmx_emergency_disable(void)
{
	int cpu = raw_smp_processor_id();
	struct loaded_vmcs *v;

	kvm_rebooting = true;

	list_for_each_entry(v, &per_cpu(loaded_vmcss_on_cpu, cpu),
			    loaded_vmcss_on_cpu_link)
		vmcs_clear(v->vmcs);

	if (__read_cr4() & X86_CR4_VMXE)
		kvm_cpu_vmxoff();
}

#include "scenario.h"
