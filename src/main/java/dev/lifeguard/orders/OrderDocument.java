package dev.lifeguard.orders;

import dev.lifeguard.http.BodySchema;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.time.Instant;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/// Adds the bodies of order requests to the OpenAPI document, from the fields that the bodies are
/// checked against.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 2)
public class OrderDocument implements OASFilter {
    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getComponents()
                .addSchema(
                        "OrderContent",
                        BodySchema.whole(
                                "A new order. Its status is `pending`. A field that is not listed is refused.",
                                OrderField.ofNew(new PlacedAt(Instant.EPOCH))))
                .addSchema(
                        "OrderPatch",
                        BodySchema.part(
                                "The fields to change (RFC 7396). `pending` becomes `paid` or `cancelled`, `paid` becomes "
                                        + "`refunded`; the amount can change only while the order is `pending`.",
                                OrderField.OF_CHANGE));
    }
}
