/*
 * kvm_vcpu_kick() of Linux 5.14: vcpu->cpu is read before vcpu->mode. kick-reads-cpu-last.patch
 * makes vcpu_kick.c of it.
 */
#include "kvm_host.h"

/* virt/kvm/kvm_main.c, statement by statement. */
void kvm_vcpu_kick(struct kvm_vcpu *vcpu)
{
	int me;
	int cpu = vcpu->cpu;

	if (kvm_vcpu_wake_up(vcpu))
		return;

	me = get_cpu();
	if (cpu != me && (unsigned)cpu < nr_cpu_ids && cpu_online(cpu))
		if (kvm_arch_vcpu_should_kick(vcpu))
			smp_send_reschedule(cpu);
	put_cpu();
}

#include "scenario.h"
