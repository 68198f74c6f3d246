package dev.lifeguard.customers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lifeguard.http.JsonBody;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a client says about a customer: all of it, or only what is to change. Checked.
///
/// @param values by field; a field without a value is to have none
record CustomerContent(Map<CustomerField, Optional<String>> values) {
    private static final List<CustomerField> FIELDS = List.of(CustomerField.values());

    /// Who reads a customer and sends it back also sends these.
    private static final Set<String> SET_BY_THE_SERVICE = Set.of("id", "created_at", "updated_at", "version");

    CustomerContent {
        values = Collections.unmodifiableMap(values);
    }

    /// A customer that is to be.
    static CustomerContent ofNew(JsonBody body) {
        body.checkWhole(FIELDS, Set.of());
        return whole(body);
    }

    /// What a customer is to be instead.
    static CustomerContent ofReplacement(JsonBody body) {
        body.checkWhole(FIELDS, SET_BY_THE_SERVICE);
        return whole(body);
    }

    /// What is to change.
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

    /// Whether a customer is so already.
    boolean describes(Customer customer) {
        return values.entrySet().stream().allMatch(entry -> entry.getValue().equals(customer.value(entry.getKey())));
    }
}
