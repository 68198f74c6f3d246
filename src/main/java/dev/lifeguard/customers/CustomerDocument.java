package dev.lifeguard.customers;

import dev.lifeguard.http.BodySchema;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/// Adds the bodies of customer requests to the OpenAPI document, from the fields that the bodies are
/// checked against.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 2)
public class CustomerDocument implements OASFilter {
    @Override
    public void filterOpenAPI(OpenAPI document) {
        List<CustomerField> fields = List.of(CustomerField.values());
        document.getComponents()
                .addSchema(
                        "CustomerContent",
                        BodySchema.whole(
                                "A customer as a client sends it. A field that is left out has no value; a status "
                                        + "that is left out is `lead`. A field that is not listed is refused. `PUT` "
                                        + "ignores `id`, `created_at`, `updated_at` and `version`, so that a customer "
                                        + "that was read can be sent back.",
                                fields))
                .addSchema(
                        "CustomerPatch",
                        BodySchema.part(
                                "The fields to change (RFC 7396). A field that is left out stays as it is; `null` "
                                        + "clears a field.",
                                fields));
    }
}
