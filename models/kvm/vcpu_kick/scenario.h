/*
 * CPU 0 kicks a vCPU that runs on CPU 1 and then moves to CPU 2, where it stays in the guest until
 * an interrupt makes it leave. KICK_ONLY: no request goes with the kick.
 */
static struct kvm_vcpu vcpu = { .cpu = -1 };

/* Whether the task of the vCPU has been scheduled out on CPU 1. */
static int is_out;

/* Whether the vCPU turned round on its way into the guest on CPU 2. */
static bool turned_round;

CPU(0) {
#ifndef KICK_ONLY
	kvm_make_request(KVM_REQ_EVENT, &vcpu);
#endif
	kvm_vcpu_kick(&vcpu);
}

CPU(1) {
	vcpu.cpu = 1;
	if (vcpu_enter_guest(&vcpu))
		vcpu_leave_guest(&vcpu);
	smp_store_release(&is_out, 1);
}

CPU(2) {
	await(READ_ONCE(is_out));
	vcpu.cpu = 2;
	if (!vcpu_enter_guest(&vcpu))
		WRITE_ONCE(turned_round, true);
}

#define STAYS_IN_GUEST (in_guest[2] && !kicked[2])

FINALLY("a vCPU that was told to exit leaves the guest",
	!(STAYS_IN_GUEST && vcpu.mode == EXITING_GUEST_MODE));

FINALLY("a request does not wait while the guest runs", !(STAYS_IN_GUEST && vcpu.requests != 0));

EXISTS("the kick makes the vCPU leave the guest", kicked[2]);

EXISTS("the vCPU turns round on its way into the guest", turned_round);

#ifdef KICK_ONLY
EXISTS("the kick comes too early, and the vCPU enters the guest", STAYS_IN_GUEST);
#endif
