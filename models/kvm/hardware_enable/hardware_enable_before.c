/*
 * KVM's hardware_enable() before "KVM: VMX: Gracefully handle faults on VMXON", as the two patches
 * before it in the series leave it. vmxon-faults.patch makes hardware_enable.c of it.
 */
#include "vmx.h"

/* arch/x86/kvm/vmx/vmx.c, statement by statement. */
static void kvm_cpu_vmxon(u64 addr)
{
	cr4_set_bits(X86_CR4_VMXE);
	intel_pt_handle_vmx(1);

	vmxon(addr);
}

static int hardware_enable(void)
{
	int cpu = raw_smp_processor_id();
	u64 phys_addr = __pa(per_cpu(vmxarea, cpu));

	if (cr4_read_shadow() & X86_CR4_VMXE)
		return -EBUSY;

	kvm_cpu_vmxon(phys_addr);
	if (enable_ept)
		ept_sync_global();

	return 0;
}

#include "scenario.h"
