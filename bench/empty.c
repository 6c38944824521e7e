// The floor of every one-shot command: a static program that does nothing.
int main(void) { return 0; }
