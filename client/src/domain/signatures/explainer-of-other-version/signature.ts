// An explainer saved with another alibi (F42).
import { defineSignature } from "../signature.ts";

export const explainerOfOtherVersion = defineSignature({
  id: "explainer-of-other-version",
  failureModes: ["F42"],
  sources: ["model-log"],
  verdict: "cause",
  pattern:
    /Can't get attribute '_create_function'|No such file or directory: '[^']*meta\.dill'|explainer was saved with alibi/i,
  title: "explainer saved with another version",
  meaning:
    "The explainer's files were saved with another alibi or Python than the explainer image has (alibi 0.9.4 in 1.17 and 1.18).",
  remedy: "Train the explainer with the versions of the image, or serve it under protocol v2.",
  samples: [
    {
      lines: [
        "AttributeError: Can't get attribute '_create_function' on <module 'dill._dill' from '/opt/conda/lib/python3.8/site-packages/dill/_dill.py'>",
      ],
    },
    { lines: ["FileNotFoundError: [Errno 2] No such file or directory: '/mnt/models/meta.dill'"] },
  ],
});
