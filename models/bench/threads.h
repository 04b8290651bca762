/* One CPU a thread: CPU i runs thread(i). */
#if THREADS > 0
CPU(0) { thread(0); }
#endif
#if THREADS > 1
CPU(1) { thread(1); }
#endif
#if THREADS > 2
CPU(2) { thread(2); }
#endif
#if THREADS > 3
CPU(3) { thread(3); }
#endif
#if THREADS > 4
CPU(4) { thread(4); }
#endif
#if THREADS > 5
CPU(5) { thread(5); }
#endif
#if THREADS > 6
CPU(6) { thread(6); }
#endif
#if THREADS > 7
CPU(7) { thread(7); }
#endif
#if THREADS > 8
CPU(8) { thread(8); }
#endif
#if THREADS > 9
CPU(9) { thread(9); }
#endif
#if THREADS > 10
CPU(10) { thread(10); }
#endif
#if THREADS > 11
CPU(11) { thread(11); }
#endif
#if THREADS > 12
CPU(12) { thread(12); }
#endif
#if THREADS > 13
CPU(13) { thread(13); }
#endif
#if THREADS > 14
CPU(14) { thread(14); }
#endif
#if THREADS > 15
CPU(15) { thread(15); }
#endif
#if THREADS > 16
CPU(16) { thread(16); }
#endif
#if THREADS > 17
CPU(17) { thread(17); }
#endif
#if THREADS > 18
CPU(18) { thread(18); }
#endif
#if THREADS > 19
CPU(19) { thread(19); }
#endif
#if THREADS > 20
CPU(20) { thread(20); }
#endif
#if THREADS > 21
CPU(21) { thread(21); }
#endif
#if THREADS > 22
CPU(22) { thread(22); }
#endif
#if THREADS > 23
CPU(23) { thread(23); }
#endif
