/* The smallest process there is: what start-up is measured against. */
int main(void) { return 0; }
