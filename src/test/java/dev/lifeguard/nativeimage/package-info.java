/// What a native image would lack, found without building one: an agent writes down what the service reaches by
/// reflection, and what of it the image was not told of is reported. Used by `NativeReachIT`.
package dev.lifeguard.nativeimage;
