package dev.kaboom.architecture;

import com.google.common.collect.ImmutableList;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** One Java source file and the lengths in it, as the compiler's own parser sees them. */
record SourceText(String name, String text) {
  /**
   * A method, constructor or initialiser with a body; {@code lines} runs from modifiers to brace.
   */
  record Method(String file, long line, String name, int lines) {
    @Override
    public String toString() {
      return file + ":" + line + ": " + name + " has " + lines + " lines";
    }
  }

  static SourceText read(Path root, Path file) {
    try {
      return new SourceText(root.relativize(file).toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ImmutableList<String> lines() {
    return text.lines().collect(ImmutableList.toImmutableList());
  }

  ImmutableList<Method> methods() {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavacTask task =
        (JavacTask)
            compiler.getTask(null, null, null, List.of("-proc:none"), null, List.of(asInput()));
    ImmutableList.Builder<Method> methods = ImmutableList.builder();
    try {
      for (CompilationUnitTree unit : task.parse()) {
        new Measure(unit, Trees.instance(task).getSourcePositions(), methods).scan(unit, "");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return methods.build();
  }

  private SimpleJavaFileObject asInput() {
    URI uri = URI.create("string:///" + name.replace(' ', '_').replace('\\', '/'));
    return new SimpleJavaFileObject(uri, SimpleJavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  /** Collects the bodies of a compilation unit; the scan's parameter is the class around them. */
  private final class Measure extends TreeScanner<Void, String> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final ImmutableList.Builder<Method> methods;

    Measure(
        CompilationUnitTree unit,
        SourcePositions positions,
        ImmutableList.Builder<Method> methods) {
      this.unit = unit;
      this.positions = positions;
      this.methods = methods;
    }

    @Override
    public Void visitClass(ClassTree tree, String outer) {
      String self = tree.getSimpleName().toString();
      for (Tree member : tree.getMembers()) {
        if (member instanceof BlockTree) {
          add(member, self + ".<init>");
        }
      }
      return super.visitClass(tree, self);
    }

    @Override
    public Void visitMethod(MethodTree tree, String owner) {
      if (tree.getBody() != null) {
        add(tree, owner + "." + tree.getName());
      }
      return super.visitMethod(tree, owner);
    }

    private void add(Tree tree, String qualifiedName) {
      LineMap lineMap = unit.getLineMap();
      long first = lineMap.getLineNumber(positions.getStartPosition(unit, tree));
      long last = lineMap.getLineNumber(positions.getEndPosition(unit, tree));
      methods.add(new Method(name, first, qualifiedName, (int) (last - first) + 1));
    }
  }
}
