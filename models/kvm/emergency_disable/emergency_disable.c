/*
 * vmx_emergency_disable() after "KVM: VMX: Skip VMCLEAR logic during emergency reboots if
 * CR4.VMXE=0" (Sean Christopherson, [PATCH v4 19/19], July 2023, in Linux 6.6).
 */
#include "vmx.h"

/* arch/x86/kvm/vmx/vmx.c, statement by statement. */
static void vmx_emergency_disable(void)
{
	int cpu = raw_smp_processor_id();
	struct loaded_vmcs *v;

	kvm_rebooting = true;

	/*
	 * Note, CR4.VMXE can be _cleared_ in NMI context, but it can only be
	 * set in task context.  If this races with VMX is disabled by an NMI,
	 * VMCLEAR and VMXOFF may #UD, but KVM will eat those faults due to
	 * kvm_rebooting set.
	 */
	if (!(__read_cr4() & X86_CR4_VMXE))
		return;

	list_for_each_entry(v, &per_cpu(loaded_vmcss_on_cpu, cpu),
			    loaded_vmcss_on_cpu_link)
		vmcs_clear(v->vmcs);

	kvm_cpu_vmxoff();
}

#include "scenario.h"
