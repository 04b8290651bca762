/* N threads insert four keys each into a hash table, by linear probing with compare-and-exchange. */
#ifndef N
#define N 2
#endif

#define KEYS 4
#define SLOTS 128
#define KEY (i * 11 + _pid - 1)

byte table[SLOTS];

active proctype last()
{
	timeout;
	assert(table[11 * 7 % SLOTS] != 0)
}

active [N] proctype thread()
{
	byte i = 1;
	byte slot = KEY * 7 % SLOTS;

	do
	:: d_step {
		i <= KEYS && table[slot] == 0 -> table[slot] = KEY; i++; slot = KEY * 7 % SLOTS
	}
	:: d_step {
		i <= KEYS && table[slot] != 0 -> slot = (slot + 1) % SLOTS
	}
	:: i > KEYS -> break
	od
}
