asm(".globl f");
