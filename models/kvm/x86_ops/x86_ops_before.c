/*
 * How KVM gets its vendor's hooks in Linux 5.6: one structure, reachable from kvm_arch_init() on.
 * set-after-setup.patch makes x86_ops.c of it.
 */
#include "kvm_host.h"

struct kvm_x86_ops {
	int (*cpu_has_kvm_support)(void);
	int (*hardware_setup)(void);
	int (*hardware_enable)(void);
	bool (*umip_emulated)(void);
};

struct kvm_x86_ops *kvm_x86_ops;

#define kvm_x86_hook(name) kvm_x86_ops->name
#define kvm_x86_hooks_set() (kvm_x86_ops)
#define kvm_x86_hook_set(name) (kvm_x86_ops)

/* arch/x86/kvm/vmx/vmx.c: this and the structure with the hooks. */
static int hardware_setup(void)
{
	barrier();
#ifdef CALLED_IN_SETUP
	WRITE_ONCE(own_answer, kvm_x86_hook(umip_emulated)() ? YES : NO);
#endif
	if (setup_vmcs_config(&vmcs_config) < 0)
		return -EIO;

	barrier();
	return 0;
}

static struct kvm_x86_ops vmx_x86_ops = {
	.cpu_has_kvm_support = cpu_has_kvm_support,
	.hardware_setup = hardware_setup,
	.hardware_enable = hardware_enable,
	.umip_emulated = vmx_umip_emulated,
};

/* arch/x86/kvm/x86.c, as far as it is about the hooks, statement by statement. */
int kvm_arch_init(void *opaque)
{
	int r;
	struct kvm_x86_ops *ops = opaque;

	if (kvm_x86_ops) {
		printk(KERN_ERR "kvm: already loaded the other module\n");
		r = -EEXIST;
		goto out;
	}

	if (!ops->cpu_has_kvm_support()) {
		pr_err("kvm: no hardware support\n");
		r = -EOPNOTSUPP;
		goto out;
	}

	kvm_x86_ops = ops;
	return 0;

out:
	return r;
}

int kvm_arch_hardware_setup(void)
{
	int r;

	r = kvm_x86_ops->hardware_setup();
	if (r != 0)
		return r;

	return 0;
}

/* virt/kvm/kvm_main.c */
int kvm_init(void *opaque)
{
	int r;

	r = kvm_arch_init(opaque);
	if (r)
		return r;

	return kvm_arch_hardware_setup();
}

static int vmx_init(void)
{
	return kvm_init(&vmx_x86_ops);
}

#include "scenario.h"
