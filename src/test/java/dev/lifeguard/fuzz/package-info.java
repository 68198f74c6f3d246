/// Fuzz tests: random requests, made from the OpenAPI document of the service.
package dev.lifeguard.fuzz;
