void f(double d)
{
}
