// A Dockerfile that builds the environment of an MLflow model into an image, so that no start has to make it (S16, S19).
import type { NewFile } from "../lint/finding.ts";

/**
 * @param unit name of the graph unit
 * @param seldon release whose wrapper goes into the image
 */
export function modelImageFile(unit: string, seldon: string): NewFile {
  return {
    name: `Dockerfile.${unit}`,
    text: `# syntax=docker/dockerfile:1.4
# Serves the MLflow model of the unit ${unit} with its environment in the image.
# Put the model's conda.yaml beside this file, and build and push the image:
#   docker build -f Dockerfile.${unit} -t <registry>/${unit}:0.1.0 .
# In the SeldonDeployment take out the unit's implementation, write type: MODEL, and give the container ${unit}
# image: <registry>/${unit}:0.1.0. The modelUri stays: the storage initializer brings the model to /mnt/models.
FROM condaforge/miniforge3:23.3.1-1
COPY conda.yaml /tmp/conda.yaml
RUN conda env create --name model --file /tmp/conda.yaml \\
 && conda run --name model pip install --no-cache-dir seldon-core==${seldon} \\
 && conda clean --all --yes
WORKDIR /app
COPY <<'PYTHON' /app/MlflowModel.py
import mlflow.pyfunc
import pandas as pd


class MlflowModel:
    def __init__(self):
        self.model = None

    def load(self):
        self.model = mlflow.pyfunc.load_model("/mnt/models")

    def predict(self, X, names=None, meta=None):
        return self.model.predict(pd.DataFrame(X, columns=names or None))
PYTHON
USER 8888
CMD ["conda", "run", "--no-capture-output", "--name", "model", "seldon-core-microservice", "MlflowModel", "--service-type", "MODEL"]
`,
  };
}
