// conda finds no packages that fit together (S19, F07).
import { defineSignature } from "../signature.ts";

export const condaSolveFailed = defineSignature({
  id: "conda-solve-failed",
  failureModes: ["S19", "F07"],
  sources: ["model-log"],
  verdict: "cause",
  pattern:
    /ResolvePackageNotFound|Solving environment: (?:\.\.\.working\.\.\. )?failed|UnsatisfiableError|PackagesNotFoundError/,
  title: "conda cannot solve the environment",
  meaning:
    "The conda.yaml beside the model asks for packages that its channels do not have, or that do not go together.",
  remedy:
    "Solve the conda.yaml on a machine with the same platform (linux-64), pin what was found, and log the model again.",
  samples: [
    { lines: ["ResolvePackageNotFound: ", "  - libgfortran=3.0.1"] },
    { lines: ["Solving environment: ...working... failed"] },
  ],
});
