/*
 * The surroundings of the functions under test, from xen/include/xen/sched.h of Xen 4.14: event
 * channels in buckets, buckets in groups. The sizes are smaller: two ports a bucket, two buckets a
 * group.
 */
#ifndef EVENT_H
#define EVENT_H

#include <linux/compiler.h>
#include <linux/kernel.h>

/* Xen's marked accesses. */
#define read_atomic(p) READ_ONCE(*(p))
#define write_atomic(p, x) WRITE_ONCE(*(p), x)

#define ENOSPC 28

#define EVTCHNS_PER_BUCKET 2
#define BUCKETS_PER_GROUP 2
#define EVTCHNS_PER_GROUP (BUCKETS_PER_GROUP * EVTCHNS_PER_BUCKET)
#define NR_EVTCHN_GROUPS 2

typedef uint32_t evtchn_port_t;

#define ECS_FREE 0

struct evtchn {
    uint8_t state;
    evtchn_port_t port;
};

struct domain {
    struct evtchn *evtchn;
    struct evtchn **evtchn_group[NR_EVTCHN_GROUPS];
    unsigned int max_evtchn_port;
    unsigned int max_evtchns;
    unsigned int valid_evtchns;
};

#define group_from_port(d, p)  ((d)->evtchn_group[(p) / EVTCHNS_PER_GROUP])
#define bucket_from_port(d, p) \
    ((group_from_port(d, p))[((p) % EVTCHNS_PER_GROUP) / EVTCHNS_PER_BUCKET])

/* xzalloc_array(): memory that nobody has used before. */
static struct evtchn new_bucket[EVTCHNS_PER_BUCKET];
static struct evtchn *new_group[BUCKETS_PER_GROUP];
#define xzalloc_group() (new_group)
#define xzalloc_bucket() (new_bucket)

static inline struct evtchn *evtchn_from_port(struct domain *d, unsigned int p)
{
    if ( p < EVTCHNS_PER_BUCKET )
        return &d->evtchn[p];
    return bucket_from_port(d, p) + (p % EVTCHNS_PER_BUCKET);
}

#endif
