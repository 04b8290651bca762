struct list_head head;
foo_t counter;
