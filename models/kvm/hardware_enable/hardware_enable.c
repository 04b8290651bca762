/*
 * KVM's hardware_enable() after "KVM: VMX: Gracefully handle faults on VMXON" (Sean
 * Christopherson, March 2020, in Linux 5.7).
 */
#include "vmx.h"

/* arch/x86/kvm/vmx/vmx.c, statement by statement. */
static int kvm_cpu_vmxon(u64 vmxon_pointer)
{
	cr4_set_bits(X86_CR4_VMXE);
	intel_pt_handle_vmx(1);

	if (vmxon_is_gp(vmxon_pointer))
		goto fault;
	return 0;

fault:
	WARN_ONCE(1, "VMXON faulted");
	intel_pt_handle_vmx(0);
	cr4_clear_bits(X86_CR4_VMXE);

	return -EFAULT;
}

static int hardware_enable(void)
{
	int cpu = raw_smp_processor_id();
	u64 phys_addr = __pa(per_cpu(vmxarea, cpu));
	int r;

	if (cr4_read_shadow() & X86_CR4_VMXE)
		return -EBUSY;

	r = kvm_cpu_vmxon(phys_addr);
	if (r)
		return r;

	if (enable_ept)
		ept_sync_global();

	return 0;
}

#include "scenario.h"
