package dev.kaboom.lang.kernelc;

import org.anarres.cpp.Source;
import org.anarres.cpp.VirtualFile;
import org.anarres.cpp.VirtualFileSystem;
import org.jspecify.annotations.Nullable;

/** A file system without any file: the preprocessor gets its files from the resolver alone. */
final class NoFiles implements VirtualFileSystem {
  @Override
  public VirtualFile getFile(String path) {
    return new Missing(path);
  }

  @Override
  public VirtualFile getFile(String folder, String name) {
    return new Missing(folder + "/" + name);
  }

  private record Missing(String path) implements VirtualFile {
    @Override
    public boolean isFile() {
      return false;
    }

    @Override
    public String getPath() {
      return path;
    }

    @Override
    public String getName() {
      return path;
    }

    @Override
    public @Nullable VirtualFile getParentFile() {
      return null;
    }

    @Override
    public VirtualFile getChildFile(String name) {
      return new Missing(path + "/" + name);
    }

    @Override
    public Source getSource() {
      throw new IllegalStateException("no file: " + path);
    }
  }
}
