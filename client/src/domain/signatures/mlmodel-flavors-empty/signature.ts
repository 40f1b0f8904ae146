// flavors in MLmodel is null, most often from lost indentation (S21).
import { defineSignature } from "../signature.ts";

export const mlmodelFlavorsEmpty = defineSignature({
  id: "mlmodel-flavors-empty",
  failureModes: ["S21"],
  sources: ["model-log"],
  verdict: "cause",
  pattern: /TypeError: 'NoneType' object is not subscriptable/,
  also: /setup_env|conda_env_create/,
  title: "MLmodel has no flavors",
  meaning: "flavors in the MLmodel file is empty. Most often the flavors below it have lost their indentation.",
  remedy: "Indent python_function and the other flavors below flavors, and upload the file again.",
  samples: [
    {
      lines: [
        '  File "/microservice/conda_env_create.py", line 133, in setup_env',
        "TypeError: 'NoneType' object is not subscriptable",
      ],
    },
  ],
});
