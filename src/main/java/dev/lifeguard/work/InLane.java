package dev.lifeguard.work;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The lane of a route, or of every route of a resource. The default is [Lane#INTERACTIVE].
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface InLane {
    Lane value();
}
