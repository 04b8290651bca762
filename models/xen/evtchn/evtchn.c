/*
 * Event channels after XSA-340, "xen/evtchn: Add missing barriers when accessing/allocating an
 * event channel" (Julien Grall, September 2020).
 */
#include "event.h"

/* xen/include/xen/event.h, statement by statement. */
static inline bool port_is_valid(struct domain *d, unsigned int p)
{
    if ( p >= d->max_evtchns )
        return false;
    if ( p >= read_atomic(&d->valid_evtchns) )
        return false;

    /* The channel is looked at after this: pairs with evtchn_allocate_port(). */
#ifndef NO_RMB
    smp_rmb();
#endif

    return true;
}

/* xen/common/event_channel.c, statement by statement. */
static struct evtchn *alloc_evtchn_bucket(struct domain *d, unsigned int port)
{
    struct evtchn *chn;
    unsigned int i;

    chn = xzalloc_bucket();

    for ( i = 0; i < EVTCHNS_PER_BUCKET; i++ )
        chn[i].port = port + i;

    return chn;
}

int evtchn_allocate_port(struct domain *d, evtchn_port_t port)
{
    if ( port > d->max_evtchn_port || port >= d->max_evtchns )
        return -ENOSPC;

    if ( port_is_valid(d, port) )
    {
        if ( evtchn_from_port(d, port)->state != ECS_FREE )
            return -EBUSY;
    }
    else
    {
        struct evtchn *chn;
        struct evtchn **grp;

        if ( !group_from_port(d, port) )
        {
            grp = xzalloc_group();
            group_from_port(d, port) = grp;
        }

        chn = alloc_evtchn_bucket(d, port);
        bucket_from_port(d, port) = chn;

        /* The bucket is whole before it becomes valid: who looks at it takes no lock. */
#ifndef NO_WMB
        smp_wmb();
#endif
        write_atomic(&d->valid_evtchns, d->valid_evtchns + EVTCHNS_PER_BUCKET);
    }

    return 0;
}

#include "scenario.h"
