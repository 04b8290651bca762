/*
 * CPU 0 allocates a port of a bucket that does not exist yet. CPU 1, in a hypercall of another vCPU
 * of the domain, sends to that port.
 *
 * NEW_GROUP: the port is the first one of a group that does not exist yet either.
 * AT_THE_END: what needs states is not asked; for execution graphs.
 */
#ifdef NEW_GROUP
#define FIRST_FREE EVTCHNS_PER_GROUP
#else
#define FIRST_FREE EVTCHNS_PER_BUCKET
#endif

/* What the domain has from the start. */
static struct evtchn bucket0[EVTCHNS_PER_BUCKET] = { { 1, 0 }, { 1, 1 } };
static struct evtchn bucket1[EVTCHNS_PER_BUCKET] = { { 1, 2 }, { 1, 3 } };
static struct evtchn *group0[BUCKETS_PER_GROUP] = { bucket0, bucket1 };

static struct domain domain = {
    .evtchn = bucket0,
    .evtchn_group = { group0 },
    .max_evtchn_port = 7,
    .max_evtchns = 8,
    .valid_evtchns = FIRST_FREE,
};

/* What came of sending. */
static int result = 1;

/* evtchn_send() up to where it takes the channel's lock. */
static int evtchn_send(struct domain *ld, unsigned int lport)
{
    struct evtchn *lchn;

    if ( !port_is_valid(ld, lport) )
        return -EINVAL;

    lchn = evtchn_from_port(ld, lport);

    /* In Xen: a lock that was initialised together with the port's number is taken. */
    assert(lchn->port == lport);

    return 0;
}

#ifndef NEW_GROUP
INIT { domain.evtchn_group[0][1] = NULL; }
#endif

CPU(0) { evtchn_allocate_port(&domain, FIRST_FREE); }

CPU(1) { WRITE_ONCE(result, evtchn_send(&domain, FIRST_FREE)); }

FINALLY("the port is valid in the end, and the right one",
        domain.valid_evtchns == FIRST_FREE + EVTCHNS_PER_BUCKET
        && evtchn_from_port(&domain, FIRST_FREE)->port == FIRST_FREE);

#ifndef AT_THE_END
EXISTS("CPU 1 is too early", result == -EINVAL);
EXISTS("CPU 1 finds the new channel", result == 0);
EXISTS("the bucket is there, and not valid yet",
       domain.valid_evtchns == FIRST_FREE && bucket_from_port(&domain, FIRST_FREE) == new_bucket);
#endif
