package dev.lifeguard.customers;

import dev.lifeguard.fixture.Packaged;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/// The same, asked of what was built.
@QuarkusIntegrationTest
@WithTestResource(Packaged.class)
class CustomerBodiesIT extends CustomerBodiesTest {}
