package dev.lifeguard.orders;

import dev.lifeguard.http.BodySchema;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.time.Instant;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/// Writes into the API's document what bodies about orders may hold, from what they are checked by.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 2)
public class OrderDocument implements OASFilter {
    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getComponents()
                .addSchema(
                        "OrderContent",
                        BodySchema.whole(
                                "An order that is to be. It begins as `pending`. A field that is not listed is "
                                        + "refused.",
                                OrderField.ofNew(new PlacedAt(Instant.EPOCH))))
                .addSchema(
                        "OrderPatch",
                        BodySchema.part(
                                "What is to change (RFC 7396). `pending` becomes `paid` or `cancelled`, `paid` becomes "
                                        + "`refunded`; the amount can change only while `pending`.",
                                OrderField.OF_CHANGE));
    }
}
