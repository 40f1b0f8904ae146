// The same random cases on every run, so that a failure is a change's own. PROPERTY_SEED tries others.
import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env["PROPERTY_SEED"] ?? 20261121) });
