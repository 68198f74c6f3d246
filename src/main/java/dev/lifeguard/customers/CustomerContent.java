package dev.lifeguard.customers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lifeguard.http.JsonBody;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The fields of a customer that a client sends: all of them for a new customer or a replacement, some
/// of them for a patch. They have been checked.
///
/// @param values by field; an empty value clears the field
record CustomerContent(Map<CustomerField, Optional<String>> values) {
    private static final List<CustomerField> FIELDS = List.of(CustomerField.values());

    CustomerContent {
        values = Collections.unmodifiableMap(values);
    }

    /// The content of a new customer.
    static CustomerContent ofNew(JsonBody body) {
        body.checkWhole(FIELDS, Set.of());
        return whole(body);
    }

    /// The content that replaces all fields of a customer. Fields that only the service sets are
    /// ignored.
    static CustomerContent ofReplacement(JsonBody body) {
        body.checkWhole(FIELDS, CustomerField.SET_BY_THE_SERVICE);
        return whole(body);
    }

    /// The fields that a patch changes.
    static CustomerContent ofPatch(JsonBody body) {
        body.checkPart(FIELDS);
        Map<CustomerField, Optional<String>> values = new EnumMap<>(CustomerField.class);
        FIELDS.forEach(field -> body.value(field).ifPresent(value -> values.put(field, text(value))));
        return new CustomerContent(values);
    }

    private static CustomerContent whole(JsonBody body) {
        Map<CustomerField, Optional<String>> values = new EnumMap<>(CustomerField.class);
        FIELDS.forEach(field -> values.put(field, body.value(field).flatMap(CustomerContent::text)));
        values.computeIfPresent(
                CustomerField.STATUS, (field, status) -> status.or(() -> Optional.of(CustomerStatus.LEAD.word())));
        return new CustomerContent(values);
    }

    private static Optional<String> text(JsonNode value) {
        return Optional.ofNullable(value.textValue());
    }

    Optional<String> optional(CustomerField field) {
        return values.getOrDefault(field, Optional.empty());
    }

    String required(CustomerField field) {
        return optional(field).orElseThrow();
    }

    /// Whether a customer has these values already.
    boolean matches(Customer customer) {
        return values.entrySet().stream().allMatch(entry -> entry.getValue().equals(customer.value(entry.getKey())));
    }
}
