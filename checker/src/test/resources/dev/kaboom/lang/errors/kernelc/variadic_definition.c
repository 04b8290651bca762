void log(const char *format, ...)
{
}
