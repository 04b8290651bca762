/*
 * alloc_vmcs_before.c with one statement moved, to show what the folding relies on: shadow_vmcs is
 * set to NULL behind loaded_vmcs_init(), which looks at it. Not a kernel that there was.
 */
#include "vmx.h"

/* arch/x86/kvm/vmx/vmx.c, statement by statement. */
void loaded_vmcs_init(struct loaded_vmcs *loaded_vmcs)
{
	vmcs_clear(loaded_vmcs->vmcs);
	if (loaded_vmcs->shadow_vmcs && loaded_vmcs->launched)
		vmcs_clear(loaded_vmcs->shadow_vmcs);
	loaded_vmcs->cpu = -1;
	loaded_vmcs->launched = 0;
}

int alloc_loaded_vmcs(struct loaded_vmcs *loaded_vmcs)
{
	loaded_vmcs->vmcs = alloc_vmcs(false);
	if (!loaded_vmcs->vmcs)
		return -ENOMEM;

	loaded_vmcs->hv_timer_soft_disabled = false;
	loaded_vmcs_init(loaded_vmcs);
	loaded_vmcs->shadow_vmcs = NULL;

	if (cpu_has_vmx_msr_bitmap()) {
		loaded_vmcs->msr_bitmap = __get_free_page(GFP_KERNEL_ACCOUNT);
		if (!loaded_vmcs->msr_bitmap)
			goto out_vmcs;
	}

	return 0;

out_vmcs:
	free_loaded_vmcs(loaded_vmcs);
	return -ENOMEM;
}

#include "scenario.h"
