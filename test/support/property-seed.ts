// The same random cases on every run, so that a failure is a change's own. PROPERTY_SEED tries others.
import fc from "fast-check";

// Shrinking a failure has no end of its own, and vitest cannot interrupt a test that never gives way. Every `fc.assert` takes
// plugins from here; only the type of the global parameters does not name them yet, hence the variable.
const parameters = {
  seed: Number(process.env["PROPERTY_SEED"] ?? 20261121),
  plugins: [fc.interruptAfterTimeLimit(90_000, { failOnInterrupt: true })],
};
fc.configureGlobal(parameters);
