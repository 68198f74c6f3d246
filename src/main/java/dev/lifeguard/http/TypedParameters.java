package dev.lifeguard.http;

import dev.lifeguard.http.Problem.FieldError;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Reads parameters of paths and queries. One that cannot be read gets a problem that names it and says what it
/// takes, where the platform would say 404. So that it can be named, its annotation has to: `@RestQuery("limit")`.
@Provider
class TypedParameters implements ParamConverterProvider {
    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
        Optional<ParameterType<?>> reading = ParameterType.of(type);
        return reading.isEmpty() ? null : (ParamConverter<T>) new Converter<>(name(annotations), reading.get());
    }

    private static String name(Annotation... annotations) {
        return Stream.of(annotations)
                .map(annotation -> switch (annotation) {
                    case RestQuery query -> query.value();
                    case RestPath path -> path.value();
                    case QueryParam query -> query.value();
                    case PathParam path -> path.value();
                    default -> "";
                })
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("parameter");
    }

    private record Converter<T>(String name, ParameterType<T> reading) implements ParamConverter<T> {
        @Override
        public T fromString(String text) {
            try {
                return reading.parse().apply(text);
            } catch (RuntimeException e) {
                throw Problem.of(ProblemKind.INVALID_PARAMETER, "Not valid: " + name + ".")
                        .with(List.of(new FieldError(name, "must be " + reading.takes())))
                        .causedBy(e);
            }
        }

        @Override
        public String toString(T value) {
            return String.valueOf(value);
        }
    }
}
