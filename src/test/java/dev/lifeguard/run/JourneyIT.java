package dev.lifeguard.run;

import dev.lifeguard.fixture.PackagedApplication;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/// The journey, through what was built: the jar, or with `-Dnative` the binary, where whatever reflection or resources
/// were not told of is missing. The run that makes an AOT cache is trained by it.
@QuarkusIntegrationTest
@WithTestResource(PackagedApplication.class)
class JourneyIT extends Journey {}
