// The file whose name the server has built in is not in the model folder (S12, or the download was empty: F01).
import { defineSignature } from "../signature.ts";

export const modelFileMissing = defineSignature({
  id: "model-file-missing",
  failureModes: ["S12", "F01", "S23"],
  sources: ["model-log"],
  verdict: "cause",
  pattern:
    /(?<file>model\.bst).*No such file|No such file or directory: '\/mnt\/models\/(?<name>model\.(?:joblib|bst|json|ubj|pkl|pickle))'/,
  title: "model file not in /mnt/models",
  meaning:
    "The server looks for a fixed file name in the top folder of the model URI: model.joblib for SKLEARN_SERVER, model.bst for XGBOOST_SERVER. It is not there.",
  remedy:
    "Look at the initializer's log first: did it copy anything? If it did, the folder is most likely of MLflow: use MLFLOW_SERVER, or save the model under the name that the server wants.",
  samples: [
    {
      lines: [
        'xgboost.core.XGBoostError: [09:15:21] ../dmlc-core/src/io/local_filesys.cc:209: Check failed: allow_null:  LocalFileSystem::Open "/mnt/models/model.bst": No such file or directory',
      ],
    },
    { lines: ["xgboost.core.XGBoostError: Opening /mnt/models/model.bst failed: No such file or directory"] },
    { lines: ["FileNotFoundError: [Errno 2] No such file or directory: '/mnt/models/model.joblib'"] },
  ],
});
