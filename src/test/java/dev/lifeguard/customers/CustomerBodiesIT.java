package dev.lifeguard.customers;

import dev.lifeguard.fixture.PackagedApplication;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/// The same tests, against the packaged application.
@QuarkusIntegrationTest
@WithTestResource(PackagedApplication.class)
class CustomerBodiesIT extends CustomerBodiesTest {}
