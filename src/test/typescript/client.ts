// A day in the life of a frontend: every call and every field is typed by the API's document. What must not compile is
// marked; the compiler fails if it does.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.js";

type Customer = components["schemas"]["Customer"];

const [address, token] = process.argv.slice(2);
const api = createClient<paths>({ baseUrl: address!, headers: { Authorization: `Bearer ${token}` } });

function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) {
    throw new Error(`no ${what}`);
  }
  return value;
}

const email = `typed.${Date.now()}@example.com`;
const created = await api.POST("/api/customers", { body: { name: "Şule Öz", email, country: "TR" } });
const customer: Customer = present(created.data, "customer");

const patched = await api.PATCH("/api/customers/{id}", {
  params: { path: { id: customer.id }, header: { "If-Match": present(created.response.headers.get("ETag") ?? undefined, "ETag") } },
  body: { status: "active", company: null },
});

const taken = await api.POST("/api/customers", { body: { name: "Another", email: email.toUpperCase() } });

const placed = await api.POST("/api/customers/{id}/orders", {
  params: { path: { id: customer.id } },
  body: { amount_cents: 4990 },
});
const paid = await api.PATCH("/api/orders/{id}", {
  params: { path: { id: present(placed.data, "order").id } },
  body: { status: "paid" },
});

const listed = await api.GET("/api/customers", {
  params: { query: { search: email, status: "active", sort: "-updated_at", limit: 5 } },
});

// A value that the document does not know is an error of the compiler:
// @ts-expect-error
void (() => api.GET("/api/customers", { params: { query: { status: "asleep" } } }));
// @ts-expect-error
void (() => api.POST("/api/customers", { body: { name: "No e-mail" } }));
// @ts-expect-error
void (() => api.GET("/api/nowhere"));
// @ts-expect-error
void ((it: Customer) => it.country.length);

console.log(
  JSON.stringify({
    name: customer.name,
    status: patched.data?.status,
    version: patched.data?.version,
    problem: taken.error?.type,
    field: taken.error?.errors?.[0]?.field,
    order: paid.data?.status,
    cents: paid.data?.amount_cents,
    found: listed.data?.items.map((item) => item.email === email),
  }),
);
