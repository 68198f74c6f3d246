package dev.lifeguard.docs;

import org.junit.jupiter.api.Test;

/// What is listed in documents is what the code knows. `-Dupdate-docs` writes it anew.
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
