// A script that packs the environment of an MLflow model as MLServer takes it (F43).
import type { NewFile } from "../lint/finding.ts";

/** @param mlserver version of the image that loads the environment */
export function packEnvironmentFile(mlserver: string): NewFile {
  return {
    name: "pack-environment.sh",
    text: `#!/bin/sh
# Packs the environment of an MLflow model as environment.tar.gz, which MLServer ${mlserver} of Seldon's takes from beside MLmodel.
# Run it in the folder of the model, on Linux for x86-64: what is packed elsewhere does not start in the image. On another
# machine: docker run --rm --platform linux/amd64 -v "$PWD:/model" -w /model condaforge/miniforge3:23.3.1-1 sh pack-environment.sh
set -eu
conda env create --name packed --file conda.yaml
conda run --name packed pip install --no-cache-dir mlserver==${mlserver} mlserver-mlflow==${mlserver} conda-pack
conda run --name packed conda-pack --name packed --output environment.tar.gz
echo "Upload environment.tar.gz to the folder that modelUri names."
`,
  };
}
