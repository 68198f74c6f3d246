package dev.lifeguard.docs;

import org.junit.jupiter.api.Test;

/// Lists in documents equal those in the code. `-Dupdate-docs` rewrites them.
class DocumentsTest {
    @Test
    void theReadmeListsEverySetting() {
        Document.named("README.md").holdsBetween("settings", Rendered.settings());
    }

    @Test
    void theReadmeListsEveryKindOfProblem() {
        Document.named("README.md").holdsBetween("problems", Rendered.problems());
    }

    @Test
    void theTemplateForSettingsHoldsEachOfThemWithItsDefault() {
        Document.named(".env.template").holds(Rendered.envTemplate());
    }
}
