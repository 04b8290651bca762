_Thread_local int x;
