void f(void)
{
	transaction {
	}
}
