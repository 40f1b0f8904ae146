// A pickle made with another version of a library or of Python (F03).
import { defineSignature } from "../signature.ts";

export const pickleOfOtherVersion = defineSignature({
  id: "pickle-of-other-version",
  failureModes: ["F03"],
  sources: ["model-log"],
  verdict: "cause",
  pattern:
    /No module named 'sklearn\.[\w.]+'|Can't get attribute '(?!_create_function)\S*'|KeyError: 0\s*$|unsupported pickle protocol|wrong model format/,
  title: "model saved with another version",
  meaning:
    "The file was saved with another version of the library, or of Python, than the server has: scikit-learn 0.24.2 and xgboost 1.4.2, with Python 3.8, in 1.17.1.",
  remedy:
    "Train with the server's versions, or serve with MLFLOW_SERVER, protocol v2 or an image of your own that has the versions of training.",
  samples: [
    { lines: ["ModuleNotFoundError: No module named 'sklearn.svm._classes'"] },
    {
      lines: [
        "AttributeError: Can't get attribute 'CyHalfBinomialLoss' on <module 'sklearn._loss' from '/opt/conda/lib/python3.8/site-packages/sklearn/_loss/__init__.py'>",
      ],
    },
    { lines: ["KeyError: 0"] },
    { lines: ["ValueError: unsupported pickle protocol: 5"] },
    { lines: ["xgboost.core.XGBoostError: BoostLearner: wrong model format"] },
  ],
});
