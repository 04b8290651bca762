/*
 * kvm-intel.ko is loaded on CPU 0, while somebody calls a runtime hook as soon as there is one: an
 * interrupt on the same CPU, or with CONCURRENT a process on CPU 1. With CALLED_IN_SETUP it is
 * ->hardware_setup() itself.
 *   OTHER_HOOK           the caller looks whether another hook is set, as kvm_arch_init() does
 *   RELEASE, READY_ONCE  it looks at a flag instead, which is set behind the hooks
 *   GRAPHS               no properties of states, which execution graphs do not have
 *   REACHED              ask for the contrary of what must hold
 */
#if defined(RELEASE)
#define there_is_a_hook() smp_load_acquire(&kvm_x86_ops_ready)
#elif defined(READY_ONCE)
#define there_is_a_hook() READ_ONCE(kvm_x86_ops_ready)
#elif defined(OTHER_HOOK)
#define there_is_a_hook() kvm_x86_hooks_set()
#else
#define there_is_a_hook() kvm_x86_hook_set(umip_emulated)
#endif

static void call_hook(void)
{
	if (there_is_a_hook())
		WRITE_ONCE(answer, kvm_x86_hook(umip_emulated)() ? YES : NO);
}

CPU(0) { vmx_init(); }
#if defined(CONCURRENT)
CPU(1) { call_hook(); }
#elif !defined(CALLED_IN_SETUP)
IRQ(0) { call_hook(); }
#endif

#ifdef REACHED
FINALLY("not so: the hook is never called", answer == NOT_ASKED);
#else
FINALLY("a runtime hook answers as it does when KVM is set up", answer != NO && own_answer != NO);
#endif

#if !defined(GRAPHS) && !defined(CALLED_IN_SETUP)
EXISTS("the hook is called and has an answer", answer == YES);
EXISTS("KVM is set up, and nobody has called the hook yet",
       vmcs_config.cpu_based_2nd_exec_ctrl == SECONDARY_EXEC_DESC && answer == NOT_ASKED);
#endif
