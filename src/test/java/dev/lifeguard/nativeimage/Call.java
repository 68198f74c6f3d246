package dev.lifeguard.nativeimage;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Collectors;

/// A call that returned, and what it reached. The parts are those of [Recorder#returned].
record Call(String callee, Object[] given, Object result, String caller) {

    /// Whether the builder of an image computes the result by itself, as of `Class.forName("a.Name")`: what was found
    /// is
    /// then named by constants. What a class loader is asked for is not computed.
    boolean isConstant(List<String> constants) {
        return switch (result) {
            case Class<?> type -> !callee.startsWith("ClassLoader.") && constants.contains(type.getName());
            case Constructor<?> constructor -> constants.contains(constructor.getName());
            case Member member ->
                constants.contains(member.getDeclaringClass().getName()) && constants.contains(member.getName());
            case null, default -> false;
        };
    }

    void write() {
        switch (callee) {
            case "System.setProperty" -> write("set", (String) given[0], "");
            case "System.getProperty", "Boolean.getBoolean", "Integer.getInteger", "Long.getLong" ->
                write("get", (String) given[0], "");
            case "ServiceLoader.load" -> write("service", first(Class.class).getName(), "");
            case "ResourceBundle.getBundle" -> write("bundle", (String) given[0], "");
            case "Proxy.newProxyInstance" -> write("proxy", names((Class<?>[]) given[1]), "");
            case "Class.newInstance" -> write("member", first(Class.class).getName(), "<init>()");
            case "Class.getRecordComponents" -> all("components");
            case "Class.getMethods", "Class.getDeclaredMethods" -> all("methods");
            case "Class.getFields", "Class.getDeclaredFields" -> all("fields");
            case "Class.getConstructors", "Class.getDeclaredConstructors" -> all("constructors");
            case "Class.getResource", "Class.getResourceAsStream" ->
                resource(absolute(first(Class.class), (String) given[1]));
            case "ClassLoader.getResource", "ClassLoader.getResources", "ClassLoader.getResourceAsStream" ->
                resource((String) given[1]);
            default -> found();
        }
    }

    private void found() {
        switch (result) {
            case Class<?> type -> write("type", type.getName(), "");
            case Member member -> member(member);
            case null, default -> {
                String name = first(String.class);
                write("handle", first(Class.class).getName(), name == null ? "<init>" : name);
            }
        }
    }

    private void member(Member member) {
        String name = member instanceof Constructor<?> ? "<init>" : member.getName();
        String parameters = member instanceof Executable it ? "(" + names(it.getParameterTypes()) + ")" : "";
        write(
                member instanceof Field ? "field" : "member",
                member.getDeclaringClass().getName(),
                name + parameters);
    }

    /// Where a JVM finds none, nothing can be missing.
    private void all(String members) {
        if (((Object[]) result).length > 0) {
            write("all", first(Class.class).getName(), members);
        }
    }

    private void resource(String name) {
        if (result instanceof Enumeration<?> found ? found.hasMoreElements() : result != null) {
            write("resource", name, "");
        }
    }

    private static String absolute(Class<?> type, String name) {
        return name.startsWith("/") ? name.substring(1) : type.getPackageName().replace('.', '/') + "/" + name;
    }

    private <T> T first(Class<T> type) {
        return Arrays.stream(given)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }

    private static String names(Class<?>[] types) {
        return Arrays.stream(types).map(Class::getName).collect(Collectors.joining(","));
    }

    private void write(String kind, String subject, String member) {
        Recorder.write(kind, subject, member, caller);
    }
}
