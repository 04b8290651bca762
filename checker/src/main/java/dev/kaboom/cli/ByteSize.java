package dev.kaboom.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --max-memory}: a number of bytes, with k, m or g for powers of 1024. */
final class ByteSize implements ITypeConverter<Long> {
  @Override
  public Long convert(String value) {
    if (!value.matches("[0-9]{1,12}[kKmMgG]?")) {
      throw new TypeConversionException("'" + value + "' is no size such as 512m or 4g");
    }
    char unit = Character.toLowerCase(value.charAt(value.length() - 1));
    int shift = unit == 'k' ? 10 : unit == 'm' ? 20 : unit == 'g' ? 30 : 0;
    String digits = shift == 0 ? value : value.substring(0, value.length() - 1);
    long number = Long.parseLong(digits);
    if (number == 0 || number > Long.MAX_VALUE >> shift) {
      throw new TypeConversionException("'" + value + "' is out of range");
    }
    return number << shift;
  }
}
