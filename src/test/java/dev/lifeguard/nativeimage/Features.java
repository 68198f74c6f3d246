package dev.lifeguard.nativeimage;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.ConstantInstruction.LoadConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Classes that the builder of an image calls. What they do follows from the names that their code holds.
final class Features {
    /// Made by the framework for this application. It finds each class by a constant name, and adds it to a list of
    /// those to initialise at run time.
    static final String GENERATED = "io/quarkus/runner/Feature.class";

    private Features() {}

    /// The classes that the generated feature has initialised at run time.
    static Set<String> initializedAtRunTime(byte[] generated) {
        Set<String> names = new HashSet<>();
        String name = "";
        for (CodeElement element : code(generated)) {
            if (element instanceof InvokeInstruction call && call.name().equalsString("add")) {
                names.add(name);
            }
            name = text(element, name);
        }
        return names;
    }

    /// The classes that a feature of a library may register: those that it names.
    static Set<String> named(byte[] feature) {
        Set<String> names = new HashSet<>();
        code(feature).forEach(element -> names.add(text(element, "")));
        return names;
    }

    private static List<CodeElement> code(byte[] type) {
        return ClassFile.of().parse(type).methods().stream()
                .flatMap(method -> method.code().stream())
                .flatMap(code -> code.elementStream())
                .toList();
    }

    private static String text(CodeElement element, String otherwise) {
        return element instanceof LoadConstantInstruction constant && constant.constantValue() instanceof String text
                ? text
                : otherwise;
    }
}
