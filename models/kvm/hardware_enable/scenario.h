/*
 * A first task creates a VM, which enables VMX on CPU 0, and ends it; then a second one does.
 *   VMXON_FAULTS     firmware has locked VMX out
 *   CRASH            the NMI of a crash may come at any step
 *   CR4_AFTER_CRASH  it must clear CR4.VMXE, not only leave VMX operation
 *   EAT_FAULTS       VMXOFF does not mind being #UD, as since Linux 5.12
 */
enum answer { NOT_ASKED, ENABLED, FAULTED, BUSY, OOPS };
static enum answer first = NOT_ASKED, second = NOT_ASKED;
static bool crashed, at_rest;

/* virt/kvm/kvm_main.c: the first VM enables the CPU, the last one disables it. */
static enum answer create_and_destroy_vm(void)
{
	int r = hardware_enable();

	if (READ_ONCE(task_died)) {
		WRITE_ONCE(task_died, false);
		return OOPS;
	}
	if (r)
		return r == -EBUSY ? BUSY : FAULTED;
	hardware_disable();
	return ENABLED;
}

CPU(0) {
	WRITE_ONCE(first, create_and_destroy_vm());
	WRITE_ONCE(second, create_and_destroy_vm());
	smp_mb();
	WRITE_ONCE(at_rest, true);
}

#ifdef CRASH
/* What the NMI of a crash does on each CPU. */
NMI(0) {
	WRITE_ONCE(crashed, true);
	cpu_emergency_vmxoff();
	halt();
}

EXISTS("the crash comes before there was a VM", crashed && first == NOT_ASKED && cr4 == 0);
EXISTS("the crash comes when CR4.VMXE is set and VMX operation has not begun, or has ended",
       crashed && cr4 != 0 && !in_vmx_operation);
#ifndef VMXON_FAULTS
EXISTS("the crash comes in VMX operation", crashed && in_vmx_operation);
#endif
#endif

FINALLY("CR4.VMXE is clear when no VM is left", crashed || !(cr4 & X86_CR4_VMXE));
#ifdef CR4_AFTER_CRASH
FINALLY("CR4.VMXE is clear after a crash", !crashed || !(cr4 & X86_CR4_VMXE));
#endif
FINALLY("no CPU stays in VMX operation", !in_vmx_operation);
FINALLY("Intel PT can trace when no VM is left", crashed || !pt_vmx_on);
FINALLY("VMX is not busy when nobody uses it", second != BUSY);

#ifdef VMXON_FAULTS
EXISTS("a VM cannot be created", at_rest && (first == FAULTED || first == OOPS));
#else
EXISTS("two VMs come and go", at_rest && first == ENABLED && second == ENABLED);
#endif
