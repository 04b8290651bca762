/* Starts THREADS threads, waits until they have ended, and asserts what has to hold then. */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

static void *run(void *i)
{
	thread((int)(intptr_t)i);
	return NULL;
}

int main(void)
{
	pthread_t threads[THREADS];
	int i;

	for (i = 0; i < THREADS; i++)
		pthread_create(&threads[i], NULL, run, (void *)(intptr_t)i);
	for (i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	assert(holds());
	return 0;
}
