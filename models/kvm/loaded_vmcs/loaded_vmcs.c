/*
 * KVM's lists of loaded VMCSes against the NMI of a crash: the code after "KVM: VMX: Always VMCLEAR
 * in-use VMCSes during crash with kexec support" (Sean Christopherson, March 2020, in Linux 5.7).
 * README.md says which variants there are; -D BEFORE is the code before the patch.
 */
#ifdef BEFORE
#include "loaded_vmcs_before.c"
#else

#include "vmx.h"

#ifdef RCU_LIST
#define list_add list_add_rcu
#define list_del list_del_rcu
#endif

#ifdef NO_WMB
#undef smp_wmb
#define smp_wmb() do { } while (0)
#endif

/* From here to the end of hardware_enable(): arch/x86/kvm/vmx/vmx.c, statement by statement. */

DEFINE_PER_CPU(struct vmcs *, current_vmcs);
static DEFINE_PER_CPU(struct list_head, loaded_vmcss_on_cpu);

void loaded_vmcs_init(struct loaded_vmcs *loaded_vmcs)
{
	vmcs_clear(loaded_vmcs->vmcs);
	if (loaded_vmcs->shadow_vmcs && loaded_vmcs->launched)
		vmcs_clear(loaded_vmcs->shadow_vmcs);
	loaded_vmcs->cpu = -1;
	loaded_vmcs->launched = 0;
}

#ifdef CONFIG_KEXEC_CORE
static void crash_vmclear_local_loaded_vmcss(void)
{
	int cpu = raw_smp_processor_id();
	struct loaded_vmcs *v;

	list_for_each_entry(v, &per_cpu(loaded_vmcss_on_cpu, cpu),
			    loaded_vmcss_on_cpu_link) {
		vmcs_clear(v->vmcs);
#ifdef FLUSH_SHADOW
		if (v->shadow_vmcs)
			vmcs_clear(v->shadow_vmcs);
#endif
#ifdef FLUSH_LAUNCHED_SHADOW
		if (v->shadow_vmcs && v->launched)
			vmcs_clear(v->shadow_vmcs);
#endif
	}
}
#endif /* CONFIG_KEXEC_CORE */

static void __loaded_vmcs_clear(void *arg)
{
	struct loaded_vmcs *loaded_vmcs = arg;
	int cpu = raw_smp_processor_id();

#ifdef CPU_ONCE
	if (READ_ONCE(loaded_vmcs->cpu) != cpu)
#else
	if (loaded_vmcs->cpu != cpu)
#endif
		return; /* vcpu migration can race with cpu offline */
	if (per_cpu(current_vmcs, cpu) == loaded_vmcs->vmcs)
		per_cpu(current_vmcs, cpu) = NULL;

#ifdef LIST_DEL_FIRST
	list_del(&loaded_vmcs->loaded_vmcss_on_cpu_link);
#endif
	vmcs_clear(loaded_vmcs->vmcs);
	if (loaded_vmcs->shadow_vmcs && loaded_vmcs->launched)
		vmcs_clear(loaded_vmcs->shadow_vmcs);

#ifndef LIST_DEL_FIRST
	list_del(&loaded_vmcs->loaded_vmcss_on_cpu_link);
#endif

#ifdef LAUNCHED_FIRST
	loaded_vmcs->launched = 0;
#endif
	/* Off this CPU's list before ->cpu says so: pairs with vmx_vcpu_load_vmcs(). */
	smp_wmb();

#if defined(CPU_ONCE)
	WRITE_ONCE(loaded_vmcs->cpu, -1);
#elif defined(CPU_ACQUIRE)
	smp_store_release(&loaded_vmcs->cpu, -1);
#else
	loaded_vmcs->cpu = -1;
#endif
#ifndef LAUNCHED_FIRST
	loaded_vmcs->launched = 0;
#endif
}

void loaded_vmcs_clear(struct loaded_vmcs *loaded_vmcs)
{
#if defined(CPU_ONCE)
	int cpu = READ_ONCE(loaded_vmcs->cpu);
#elif defined(CPU_ACQUIRE)
	int cpu = smp_load_acquire(&loaded_vmcs->cpu);
#else
	int cpu = loaded_vmcs->cpu;
#endif

	if (cpu != -1)
		smp_call_function_single(cpu,
			 __loaded_vmcs_clear, loaded_vmcs, 1);
}

void vmx_vcpu_load_vmcs(struct kvm_vcpu *vcpu, int cpu)
{
	struct vcpu_vmx *vmx = to_vmx(vcpu);
#if defined(CPU_ONCE) || defined(CPU_ACQUIRE)
	bool already_loaded = READ_ONCE(vmx->loaded_vmcs->cpu) == cpu;
#else
	bool already_loaded = vmx->loaded_vmcs->cpu == cpu;
#endif

	if (!already_loaded) {
		loaded_vmcs_clear(vmx->loaded_vmcs);
		local_irq_disable();

		/* ->cpu is read before the entry is touched: pairs with __loaded_vmcs_clear(). */
		smp_rmb();

		list_add(&vmx->loaded_vmcs->loaded_vmcss_on_cpu_link,
			 &per_cpu(loaded_vmcss_on_cpu, cpu));
		local_irq_enable();
	}

	if (per_cpu(current_vmcs, cpu) != vmx->loaded_vmcs->vmcs) {
		per_cpu(current_vmcs, cpu) = vmx->loaded_vmcs->vmcs;
		vmcs_load(vmx->loaded_vmcs->vmcs);
		indirect_branch_prediction_barrier();
	}

	if (!already_loaded)
#ifdef CPU_ONCE
		WRITE_ONCE(vmx->loaded_vmcs->cpu, cpu);
#else
		vmx->loaded_vmcs->cpu = cpu;
#endif
}

static void vmclear_local_loaded_vmcss(void)
{
	int cpu = raw_smp_processor_id();
	struct loaded_vmcs *v, *n;

	list_for_each_entry_safe(v, n, &per_cpu(loaded_vmcss_on_cpu, cpu),
				 loaded_vmcss_on_cpu_link)
		__loaded_vmcs_clear(v);
}

static int hardware_enable(void)
{
	int cpu = raw_smp_processor_id();

	INIT_LIST_HEAD(&per_cpu(loaded_vmcss_on_cpu, cpu));

	kvm_cpu_vmxon();
	return 0;
}

#include "scenario.h"

#endif /* BEFORE */
