#ifndef CONFIG_NUMA
#error "this model needs NUMA"
#endif
