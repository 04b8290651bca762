/*
 * The core of a kick: one side makes a request and then looks at the mode, the other one sets the
 * mode and then looks for requests. Process contexts alone, so that execution graphs can be made of
 * it. README.md says which variants there are.
 */
#include "kvm_host.h"

static struct kvm_vcpu vcpu = { .cpu = 1 };

/* What each side has seen. */
static int mode_seen = -1;
static int request_seen = -1;

/* kvm_vcpu_kick(), up to the IPI. */
CPU(0) {
	kvm_make_request(KVM_REQ_EVENT, &vcpu);
	WRITE_ONCE(mode_seen, kvm_vcpu_exiting_guest_mode(&vcpu));
}

/* vcpu_enter_guest(), up to VM entry. */
CPU(1) {
#ifdef PLAIN
	vcpu.mode = IN_GUEST_MODE;
#else
	WRITE_ONCE(vcpu.mode, IN_GUEST_MODE);
#endif
	before_requests();
	WRITE_ONCE(request_seen, kvm_request_pending(&vcpu));
}

#ifdef REACHED
FINALLY("not so: the kick does not see the guest mode",
	mode_seen == IN_GUEST_MODE || request_seen == 0);
FINALLY("not so: the vCPU does not see the request",
	mode_seen == OUTSIDE_GUEST_MODE || request_seen == 1);
#else
FINALLY("the vCPU sees the request, or the kick sees the guest mode",
	request_seen == 1 || mode_seen == IN_GUEST_MODE);
#endif

#ifdef STATES
EXISTS("the vCPU sees the request, and the kick does not see the guest mode",
       request_seen == 1 && mode_seen == OUTSIDE_GUEST_MODE);
EXISTS("the kick sees the guest mode, and the vCPU does not see the request",
       request_seen == 0 && mode_seen == IN_GUEST_MODE);
EXISTS("both see both", request_seen == 1 && mode_seen == IN_GUEST_MODE);
#endif
