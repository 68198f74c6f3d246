package dev.lifeguard.nativeimage;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.Set;
import java.util.stream.StreamSupport;

/// The agent: adds to each call of [#WATCHED], in all classes but the JDK's, one that tells the [Recorder] of it. It
/// looks at calls and not into the JDK, so that what the JDK does for itself is left out.
public final class CallSites implements ClassFileTransformer {
    /// What reaches a class, a member, a file or a property by name.
    private static final Set<String> WATCHED = Set.of(
            "java/lang/Class.forName",
            "java/lang/Class.newInstance",
            "java/lang/Class.getMethods",
            "java/lang/Class.getDeclaredMethods",
            "java/lang/Class.getMethod",
            "java/lang/Class.getDeclaredMethod",
            "java/lang/Class.getFields",
            "java/lang/Class.getDeclaredFields",
            "java/lang/Class.getField",
            "java/lang/Class.getDeclaredField",
            "java/lang/Class.getConstructors",
            "java/lang/Class.getDeclaredConstructors",
            "java/lang/Class.getConstructor",
            "java/lang/Class.getDeclaredConstructor",
            "java/lang/Class.getRecordComponents",
            "java/lang/Class.getResource",
            "java/lang/Class.getResourceAsStream",
            "java/lang/ClassLoader.loadClass",
            "java/lang/ClassLoader.getResource",
            "java/lang/ClassLoader.getResources",
            "java/lang/ClassLoader.getResourceAsStream",
            "java/lang/invoke/MethodHandles$Lookup.findClass",
            "java/lang/invoke/MethodHandles$Lookup.findConstructor",
            "java/lang/invoke/MethodHandles$Lookup.findVirtual",
            "java/lang/invoke/MethodHandles$Lookup.findStatic",
            "java/lang/invoke/MethodHandles$Lookup.findSpecial",
            "java/lang/invoke/MethodHandles$Lookup.findGetter",
            "java/lang/invoke/MethodHandles$Lookup.findSetter",
            "java/lang/invoke/MethodHandles$Lookup.findVarHandle",
            "java/lang/invoke/MethodHandles$Lookup.findStaticVarHandle",
            "java/lang/reflect/Proxy.newProxyInstance",
            "java/util/ServiceLoader.load",
            "java/util/ResourceBundle.getBundle",
            "java/lang/System.getProperty",
            "java/lang/System.setProperty",
            "java/lang/Boolean.getBoolean",
            "java/lang/Integer.getInteger",
            "java/lang/Long.getLong");

    /// What starts a jar is not part of an image.
    private static final String LAUNCHER = "io/quarkus/bootstrap/runner/";

    public static void premain(String file, Instrumentation instrumentation) {
        Recorder.to(Path.of(file));
        instrumentation.addTransformer(new CallSites());
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
        if (loader == null || loader == ClassLoader.getPlatformClassLoader() || name.startsWith(LAUNCHER)) {
            return null;
        }
        try {
            return transformed(loader, bytes);
        } catch (Throwable e) {
            Recorder.write("unread", name.replace('/', '.'), e.toString(), "");
            return null;
        }
    }

    private static byte[] transformed(ClassLoader loader, byte[] bytes) {
        ClassModel model = ClassFile.of().parse(bytes);
        boolean watches = StreamSupport.stream(model.constantPool().spliterator(), false)
                .anyMatch(entry -> entry instanceof MemberRefEntry member && isWatched(member));
        if (!watches) {
            return null;
        }
        String caller = model.thisClass().asInternalName().replace('/', '.');
        ClassFile files = ClassFile.of(
                ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(loader)));
        return files.transformClass(
                model,
                ClassTransform.transformingMethodBodies(
                        CallSites::calls, CodeTransform.ofStateful(() -> new Telling(caller))));
    }

    private static boolean calls(MethodModel method) {
        return method.code().stream()
                .flatMap(code -> code.elementStream())
                .anyMatch(element -> element instanceof InvokeInstruction call && isWatched(call.method()));
    }

    static boolean isWatched(MemberRefEntry member) {
        return WATCHED.contains(
                member.owner().asInternalName() + "." + member.name().stringValue());
    }
}
