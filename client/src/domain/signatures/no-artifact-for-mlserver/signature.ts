// MLServer fell back to the folder itself because no file has a name it knows (seldon-facts §3.6), or the old initializer got a file (F26).
import { defineSignature } from "../signature.ts";

export const noArtifactForMlserver = defineSignature({
  id: "no-artifact-for-mlserver",
  failureModes: ["S12", "F26", "F01"],
  sources: ["model-log", "initializer-log"],
  verdict: "cause",
  pattern:
    /IsADirectoryError: \[Errno 21\] Is a directory: '\/mnt\/models'|"\/mnt\/models": Is a directory|Invalid URI specified for model (?<model>\S+)/,
  title: "no model file with a known name",
  meaning: "In the model folder is no file of a name that the server knows, so it tried to load the folder itself.",
  remedy:
    "Look at the initializer's log first: did it copy anything? Under v2, SKLEARN_SERVER takes model.joblib, model.pickle or model.pkl, XGBOOST_SERVER takes model.bst, model.json or model.ubj.",
  samples: [
    { lines: ["IsADirectoryError: [Errno 21] Is a directory: '/mnt/models'"] },
    {
      lines: [
        'xgboost.core.XGBoostError: [00:00:00] ../dmlc-core/src/io/local_filesys.cc:86: LocalFileSystem.Read: "/mnt/models": Is a directory',
      ],
    },
    { lines: ["mlserver.errors.InvalidModelURI: Invalid URI specified for model classifier (/mnt/models)"] },
  ],
});
