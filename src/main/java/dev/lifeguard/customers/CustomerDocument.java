package dev.lifeguard.customers;

import dev.lifeguard.http.BodySchema;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/// Writes into the API's document what bodies about customers may hold, from what they are checked by.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 2)
public class CustomerDocument implements OASFilter {
    @Override
    public void filterOpenAPI(OpenAPI document) {
        List<CustomerField> fields = List.of(CustomerField.values());
        document.getComponents()
                .addSchema(
                        "CustomerContent",
                        BodySchema.whole(
                                "A customer as a client describes it. What is left out has no value, and the status "
                                        + "`lead`. A field that is not listed is refused; but `PUT` takes and ignores "
                                        + "`id`, `created_at`, `updated_at` and `version`, so that what was read can "
                                        + "be sent back.",
                                fields))
                .addSchema(
                        "CustomerPatch",
                        BodySchema.part(
                                "What is to change (RFC 7396): a field that is left out stays as it is, one that is "
                                        + "null loses its value.",
                                fields));
    }
}
