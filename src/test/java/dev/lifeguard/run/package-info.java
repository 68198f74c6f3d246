/// The service as users run it: the built application in its own process and folder, with signals,
/// exit codes and output.
package dev.lifeguard.run;
