package dev.lifeguard;

import dev.lifeguard.security.Role;
import dev.lifeguard.security.Tokens;
import dev.lifeguard.setup.Preparation;
import dev.lifeguard.setup.Setting;
import dev.lifeguard.setup.Settings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// `java -jar quarkus-run.jar token operator`: prints a token with one or more roles, valid for a day.
@SuppressWarnings("SystemOut")
final class TokenCommand {
    private static final Duration VALID_FOR = Duration.ofDays(1);

    private TokenCommand() {}

    static void run(String... arguments) {
        List<String> roles = Arrays.asList(arguments).subList(1, arguments.length);
        Optional<String> secret = Preparation.secret();
        if (roles.isEmpty() || !Role.ALL.containsAll(roles)) {
            System.err.println("token takes one or more roles: " + String.join(", ", Role.ALL));
            System.exit(Settings.EXIT_CODE);
        } else if (secret.isEmpty()) {
            System.err.println("AUTH_SECRET is not set: tokens come from the issuer");
            System.exit(Settings.EXIT_CODE);
        } else {
            System.out.println(token(secret.get(), roles));
        }
    }

    static String token(String secret, List<String> roles) {
        Settings settings = Settings.read();
        return Tokens.make(
                secret, settings.given(Setting.AUTH_ISSUER), settings.given(Setting.AUTH_AUDIENCE), roles, VALID_FOR);
    }
}
