/*
 * kvm_vcpu_kick() after "KVM: Clean up benign vcpu->cpu data races when kicking vCPUs" (Sean
 * Christopherson, August 2021, in Linux 5.15): vcpu->cpu is read after vcpu->mode.
 */
#include "kvm_host.h"

/* virt/kvm/kvm_main.c, statement by statement. */
void kvm_vcpu_kick(struct kvm_vcpu *vcpu)
{
	int me, cpu;

	if (kvm_vcpu_wake_up(vcpu))
		return;

	/* A vCPU that migrates after its mode was looked at has left the guest to do so. */
	me = get_cpu();
	if (kvm_arch_vcpu_should_kick(vcpu)) {
		cpu = READ_ONCE(vcpu->cpu);
		if (cpu != me && (unsigned)cpu < nr_cpu_ids && cpu_online(cpu))
			smp_send_reschedule(cpu);
	}
	put_cpu();
}

#include "scenario.h"
