/* Stands for include/linux/stddef.h of Linux 6.x: NULL and offsetof() are in types.h here. */
#ifndef _LINUX_STDDEF_H
#define _LINUX_STDDEF_H

#include <linux/types.h>

#endif
