/*
 * The surroundings of alloc_loaded_vmcs(): types with the members that matter, pages, VMX, and the
 * functions that use a VMCS once it is allocated, as they are after "KVM: VMX: Always VMCLEAR
 * in-use VMCSes during crash with kexec support".
 *
 * The hardware's view of a VMCS: VMPTRLD makes it active, which is when the CPU has it in its cache,
 * VMLAUNCH makes it launched, VMCLEAR clear, and nothing else does. A page from the allocator holds
 * garbage. VMX instructions are marked accesses, as in ../loaded_vmcs/vmx.h.
 */
#ifndef VMX_H
#define VMX_H

#include <linux/kernel.h>
#include <linux/percpu.h>
#include <linux/rculist.h>
#include <linux/smp.h>

enum vmcs_state { FREE, GARBAGE, CLEAR, ACTIVE, LAUNCHED };

struct vmcs {
	enum vmcs_state state;
};

struct loaded_vmcs {
	struct vmcs *vmcs;
	struct vmcs *shadow_vmcs;
	int cpu;
	bool launched;
	bool hv_timer_soft_disabled;
	unsigned long *msr_bitmap;
	struct list_head loaded_vmcss_on_cpu_link;
};

/* Whether VMXOFF has ended VMX operation: the last thing that a CPU does when it crashes. */
static bool vmx_is_off;

static inline void cpu_vmxoff(void)
{
	WRITE_ONCE(vmx_is_off, true);
}

static inline void vmcs_clear(struct vmcs *vmcs)
{
	WRITE_ONCE(vmcs->state, CLEAR);
}

static inline void vmcs_load(struct vmcs *vmcs)
{
	if (READ_ONCE(vmcs->state) != CLEAR)
		fault("VMPTRLD of a VMCS that is not clear");
	WRITE_ONCE(vmcs->state, ACTIVE);
}

static inline void vmlaunch(struct vmcs *vmcs)
{
	if (READ_ONCE(vmcs->state) != ACTIVE)
		fault("VMLAUNCH of a VMCS that is not active, or was launched");
	WRITE_ONCE(vmcs->state, LAUNCHED);
}

static inline void vmresume(struct vmcs *vmcs)
{
	if (READ_ONCE(vmcs->state) != LAUNCHED)
		fault("VMRESUME of a VMCS that was not launched");
}

/* Pages: either may not be there. The compiler does not see into the page allocator. */
static struct vmcs vmcs_page;
static unsigned long bitmap_page;
static bool bitmap_allocated;

#define GFP_KERNEL_ACCOUNT 0
#define cpu_has_vmx_msr_bitmap() true

static inline struct vmcs *alloc_vmcs(bool shadow)
{
	if (nondet(0, 1) == 0)
		return NULL;
	WRITE_ONCE(vmcs_page.state, GARBAGE);
	barrier();
	return &vmcs_page;
}

static inline void free_vmcs(struct vmcs *vmcs)
{
	barrier();
	if (READ_ONCE(vmcs->state) != CLEAR)
		fault("a page is freed that the CPU has in its VMCS cache");
	WRITE_ONCE(vmcs->state, FREE);
	barrier();
}

static inline unsigned long *__get_free_page(int flags)
{
	barrier();
	if (nondet(0, 1) == 0)
		return NULL;
	WRITE_ONCE(bitmap_allocated, true);
	barrier();
	return &bitmap_page;
}

static inline void free_page(unsigned long *page)
{
	barrier();
	WRITE_ONCE(bitmap_allocated, false);
}

static DEFINE_PER_CPU(struct list_head, loaded_vmcss_on_cpu);

static void crash_vmclear_local_loaded_vmcss(void)
{
	int cpu = raw_smp_processor_id();
	struct loaded_vmcs *v;

	list_for_each_entry(v, &per_cpu(loaded_vmcss_on_cpu, cpu),
			    loaded_vmcss_on_cpu_link)
		vmcs_clear(v->vmcs);
}

/* There is one CPU: what is sent to it as an IPI is called. */
static void loaded_vmcs_clear(struct loaded_vmcs *loaded_vmcs)
{
	int cpu = loaded_vmcs->cpu;

	if (cpu == -1)
		return;
	local_irq_disable();
	if (cpu != raw_smp_processor_id())
		fault("an IPI to a CPU that is not there");
	vmcs_clear(loaded_vmcs->vmcs);
	list_del_rcu(&loaded_vmcs->loaded_vmcss_on_cpu_link);
	smp_wmb();
	loaded_vmcs->cpu = -1;
	loaded_vmcs->launched = 0;
	local_irq_enable();
}

/* The _rcu() primitives, as what a compiler makes of list_add() is another question. */
static void vmx_vcpu_load_vmcs(struct loaded_vmcs *loaded_vmcs, int cpu)
{
	local_irq_disable();
	smp_rmb();
	list_add_rcu(&loaded_vmcs->loaded_vmcss_on_cpu_link, &per_cpu(loaded_vmcss_on_cpu, cpu));
	local_irq_enable();
	vmcs_load(loaded_vmcs->vmcs);
	loaded_vmcs->cpu = cpu;
}

static void vmx_vcpu_run(struct loaded_vmcs *loaded_vmcs)
{
	if (loaded_vmcs->launched)
		vmresume(loaded_vmcs->vmcs);
	else
		vmlaunch(loaded_vmcs->vmcs);
	loaded_vmcs->launched = 1;
}

static void free_loaded_vmcs(struct loaded_vmcs *loaded_vmcs)
{
	if (!loaded_vmcs->vmcs)
		return;
	loaded_vmcs_clear(loaded_vmcs);
	free_vmcs(loaded_vmcs->vmcs);
	loaded_vmcs->vmcs = NULL;
	if (loaded_vmcs->msr_bitmap)
		free_page(loaded_vmcs->msr_bitmap);
	WARN_ON(loaded_vmcs->shadow_vmcs != NULL);
}

#endif
