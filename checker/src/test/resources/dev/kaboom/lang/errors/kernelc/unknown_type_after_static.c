static u32 counter;
