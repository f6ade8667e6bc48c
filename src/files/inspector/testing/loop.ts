/** For tests: an inspection that never ends. */
for (;;);
