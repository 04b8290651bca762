/*
 * The surroundings of kvm_x86_ops: hooks with one callback of each kind, and the part of VMX's
 * configuration that one of them answers from. From arch/x86/include/asm/kvm_host.h and
 * arch/x86/kvm/vmx/ of Linux 5.6.
 *
 * kvm.ko and kvm-intel.ko are two modules: the compiler does not see through a call from the one
 * into the other. The callbacks begin and end with a compiler barrier for that.
 */
#ifndef KVM_HOST_H
#define KVM_HOST_H

#include <linux/kernel.h>
#include <linux/smp.h>

#define EEXIST 17
#define EIO 5
#define EOPNOTSUPP 95

#define memcpy(to, from, size) ((void)(*(to) = *(from)))

#define SECONDARY_EXEC_DESC 4

struct vmcs_config {
	unsigned int cpu_based_2nd_exec_ctrl;
};

static struct vmcs_config vmcs_config;

/* The processor has what it needs. */
static int setup_vmcs_config(struct vmcs_config *vmcs_conf)
{
	vmcs_conf->cpu_based_2nd_exec_ctrl = SECONDARY_EXEC_DESC;
	return 0;
}

static int cpu_has_kvm_support(void)
{
	return 1;
}

static int hardware_enable(void)
{
	return 0;
}

static bool vmx_umip_emulated(void)
{
	return vmcs_config.cpu_based_2nd_exec_ctrl & SECONDARY_EXEC_DESC;
}

/* What a caller of umip_emulated() has been told. */
enum answer { NOT_ASKED, YES, NO };
static enum answer answer = NOT_ASKED;
static enum answer own_answer = NOT_ASKED;

#endif
