package dev.lifeguard.operations;

import dev.lifeguard.http.BodySchema;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/// Adds the body of `PATCH /pool` to the OpenAPI document, from the fields that it is checked by.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 2)
public class ResizeDocument implements OASFilter {
    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getComponents()
                .addSchema(
                        "Resize", BodySchema.part("The new bounds. An absent field keeps its value.", ResizeField.ALL));
    }
}
