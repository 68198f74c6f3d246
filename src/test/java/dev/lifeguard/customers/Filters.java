package dev.lifeguard.customers;

import java.time.Instant;
import java.util.Optional;

/// Filters with a single condition, and combinations of them.
final class Filters {
    static final CustomerFilter NONE = new CustomerFilter(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private Filters() {}

    static CustomerFilter search(String term) {
        return new CustomerFilter(
                Optional.of(term), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static CustomerFilter status(CustomerStatus status) {
        return new CustomerFilter(
                Optional.empty(), Optional.of(status), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static CustomerFilter country(String country) {
        return new CustomerFilter(
                Optional.empty(), Optional.empty(), Optional.of(country), Optional.empty(), Optional.empty());
    }

    static CustomerFilter createdFrom(Instant from) {
        return new CustomerFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(from), Optional.empty());
    }

    static CustomerFilter createdBefore(Instant to) {
        return new CustomerFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(to));
    }

    /// All conditions of both.
    static CustomerFilter both(CustomerFilter one, CustomerFilter other) {
        return new CustomerFilter(
                one.search().or(other::search),
                one.status().or(other::status),
                one.country().or(other::country),
                one.createdFrom().or(other::createdFrom),
                one.createdTo().or(other::createdTo));
    }
}
