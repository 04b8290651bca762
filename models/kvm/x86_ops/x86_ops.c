/*
 * How KVM gets its vendor's hooks after "KVM: Move x86 init ops to separate struct" (Sean
 * Christopherson, [PATCH v3 0/9], March 2020, in Linux 5.7): runtime hooks are copied by value once
 * ->hardware_setup() is complete. README.md says which variants there are.
 */
#include "kvm_host.h"

struct kvm_x86_ops {
	int (*hardware_enable)(void);
	bool (*umip_emulated)(void);
};

struct kvm_x86_init_ops {
	int (*cpu_has_kvm_support)(void);
	int (*hardware_setup)(void);
	struct kvm_x86_ops *runtime_ops;
};

#ifdef BY_POINTER
struct kvm_x86_ops *kvm_x86_ops;

#define kvm_x86_hook(name) kvm_x86_ops->name
#define kvm_x86_hooks_set() (kvm_x86_ops)
#define kvm_x86_hook_set(name) (kvm_x86_ops)
#else
struct kvm_x86_ops kvm_x86_ops;

#define kvm_x86_hook(name) kvm_x86_ops.name
#define kvm_x86_hooks_set() (kvm_x86_ops.hardware_enable)
#define kvm_x86_hook_set(name) (kvm_x86_ops.name)
#endif

/* For callers on other CPUs; not in the kernel. */
static int kvm_x86_ops_ready;

/* arch/x86/kvm/vmx/vmx.c: this and the structures with the hooks. */
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
	.hardware_enable = hardware_enable,
	.umip_emulated = vmx_umip_emulated,
};

static struct kvm_x86_init_ops vmx_init_ops = {
	.cpu_has_kvm_support = cpu_has_kvm_support,
	.hardware_setup = hardware_setup,

	.runtime_ops = &vmx_x86_ops,
};

/* arch/x86/kvm/x86.c, as far as it is about the hooks, statement by statement. */
int kvm_arch_init(void *opaque)
{
	struct kvm_x86_init_ops *ops = opaque;
	int r;

#ifdef BY_POINTER
	if (kvm_x86_ops) {
#else
	if (kvm_x86_ops.hardware_enable) {
#endif
		printk(KERN_ERR "kvm: already loaded the other module\n");
		r = -EEXIST;
		goto out;
	}

	if (!ops->cpu_has_kvm_support()) {
		pr_err("kvm: no hardware support\n");
		r = -EOPNOTSUPP;
		goto out;
	}

	return 0;

out:
	return r;
}

int kvm_arch_hardware_setup(void *opaque)
{
	struct kvm_x86_init_ops *ops = opaque;
	int r;

	r = ops->hardware_setup();
	if (r != 0)
		return r;

#ifdef BY_POINTER
	kvm_x86_ops = ops->runtime_ops;
#else
	memcpy(&kvm_x86_ops, ops->runtime_ops, sizeof(kvm_x86_ops));
#endif
#if defined(RELEASE)
	smp_store_release(&kvm_x86_ops_ready, 1);
#elif defined(READY_ONCE)
	WRITE_ONCE(kvm_x86_ops_ready, 1);
#endif
	return 0;
}

/* virt/kvm/kvm_main.c */
int kvm_init(void *opaque)
{
	int r;

	r = kvm_arch_init(opaque);
	if (r)
		return r;

	return kvm_arch_hardware_setup(opaque);
}

static int vmx_init(void)
{
	return kvm_init(&vmx_init_ops);
}

#include "scenario.h"
